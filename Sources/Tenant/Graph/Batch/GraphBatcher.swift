import Foundation

/// Gathers reads that are asked for at the same moment, twenty at most, and sends them together.
actor GraphBatcher {
    private struct Pending {
        let id: Int
        let path: GraphPath
        let continuation: CheckedContinuation<GraphReply, Never>
    }

    /// How long the first one waits for company. Checks that start together ask within a fraction of this.
    private static let window = Duration.milliseconds(3)

    private var pending: [Pending] = []
    private var inFlight: [Int: Task<Void, Never>] = [:]
    private var waiting: [Int: CheckedContinuation<GraphReply, Never>] = [:]
    private var nextID = 0
    private var isScheduled = false

    typealias Send = @Sendable ([GraphPath]) async -> [GraphReply]

    func get(_ path: GraphPath, _ send: @escaping Send) async -> GraphReply {
        nextID += 1
        let id = nextID
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                pending.append(Pending(id: id, path: path, continuation: continuation))
                if pending.count >= GraphBatch.maximum { flush(send) } else { schedule(send) }
            }
        } onCancel: {
            Task { await self.cancel(id, path) }
        }
    }

    private func schedule(_ send: @escaping Send) {
        guard !isScheduled else { return }
        isScheduled = true
        Task {
            try? await Task.sleep(for: GraphBatcher.window)
            self.flush(send)
        }
    }

    private func flush(_ send: @escaping Send) {
        isScheduled = false
        guard !pending.isEmpty else { return }
        let batch = pending
        pending = []
        for each in batch { waiting[each.id] = each.continuation }
        let task = Task {
            let replies = await send(batch.map(\.path))
            for (each, reply) in zip(batch, replies) { finish(each.id, reply) }
            // Whoever got no reply must not wait for ever.
            for each in batch.dropFirst(replies.count) {
                finish(each.id, .failed("/v1.0\(each.path)", .unexpected("the batch's answer leaves a request out")))
            }
        }
        for each in batch { inFlight[each.id] = task }
    }

    private func finish(_ id: Int, _ reply: GraphReply) {
        inFlight[id] = nil
        waiting.removeValue(forKey: id)?.resume(returning: reply)
    }

    private func cancel(_ id: Int, _ path: GraphPath) {
        let reply = GraphReply.failed("/v1.0\(path)", .transport(.cancelled))
        if let index = pending.firstIndex(where: { $0.id == id }) {
            pending.remove(at: index).continuation.resume(returning: reply)
        } else if let continuation = waiting.removeValue(forKey: id) {
            let task = inFlight.removeValue(forKey: id)
            continuation.resume(returning: reply)
            // The last one to give up ends the request.
            if let task, !inFlight.values.contains(task) { task.cancel() }
        }
    }
}
