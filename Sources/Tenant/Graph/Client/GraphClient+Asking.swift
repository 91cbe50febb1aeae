extension GraphClient {
    /// Asks something that takes a body and changes nothing: like a read, it may be asked again.
    public func ask(_ path: GraphPath, _ body: any Encodable & Sendable, patience: Patience) async -> GraphReply {
        do throws(TenantFault) {
            let data = try GraphClient.encoded(body)
            var attempt = 0
            while true {
                let reply = await send(
                    .post, url: endpoints.graph + "/v1.0" + path.description, body: data, isEventual: false, patience)
                guard case .failure(let fault) = reply.result, await waited(fault, attempt, patience) else {
                    return reply
                }
                attempt += 1
            }
        } catch {
            return .failed(path.description, error)
        }
    }
}
