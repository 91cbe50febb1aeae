import Foundation

/// `POST /v1.0/$batch`: up to twenty operations in one request, as strict as the service is.
///
/// Graph: "Combine multiple HTTP requests using JSON batching".
extension GraphDesk {
    private static let maximumRequests = 20

    func batch(_ body: JSON, _ token: TokenIssuer.AccessToken, _ origin: String) async throws(ServiceError) -> JSON {
        let requests = body["requests"].array
        guard !requests.isEmpty else { throw .badRequest("The batch request has no requests.") }
        guard requests.count <= GraphDesk.maximumRequests else {
            throw .badRequest(
                "Number of batch request steps exceeds the maximum value of \(GraphDesk.maximumRequests).")
        }
        var ids: Set<String> = []
        for request in requests {
            guard let id = request["id"].string, !id.isEmpty, request["method"].string != nil,
                request["url"].string != nil
            else { throw .badRequest("Each request of a batch needs id, method and url.") }
            // Ids are told apart without regard to case.
            guard ids.insert(id.lowercased()).inserted else { throw .badRequest("Request id '\(id)' is not unique.") }
        }
        var statuses: [String: Int] = [:]
        var responses: [JSON] = []
        for request in requests {
            let response = await answer(request, token, origin, statuses)
            statuses[request["id"].string ?? ""] = response["status"].int ?? 0
            responses.append(response)
        }
        // The service promises no order; a client that relies on one should find out here.
        return ["responses": .array(responses.reversed())]
    }

    private func answer(
        _ request: JSON, _ token: TokenIssuer.AccessToken, _ origin: String, _ statuses: [String: Int]
    ) async -> JSON {
        let id = request["id"]
        do throws(ServiceError) {
            for dependency in request["dependsOn"].array.compactMap(\.string) {
                guard let status = statuses[dependency], status < 400 else {
                    throw ServiceError(424, "FailedDependency", "A request that this one depends on failed.")
                }
            }
            let operation = try operation(request)
            let met = faults.meet(
                .init(
                    method: operation.method, path: operation.path, client: (token.appid, token.appDisplayName),
                    isInsideBatch: true, isLaterPage: operation.isLaterPage))
            if let met { await directory.note(met) }
            if case .status(let status, let retryAfter) = met?.fault.effect {
                throw .fault(status, retryAfter: retryAfter)
            }
            if case .delay(let milliseconds, let jitter) = met?.fault.effect {
                try? await Task.sleep(for: .milliseconds(faults.lateness(milliseconds, jitter: jitter)))
            }
            if case .hold(let milliseconds) = met?.fault.effect {
                await Task.detached { try? await Task.sleep(for: .milliseconds(milliseconds)) }.value
            }
            let reply = try await perform(operation, token, origin, met?.fault.effect)
            if case .failureAfterEffect(let status) = met?.fault.effect { throw .fault(status, retryAfter: nil) }
            var response: JSON = ["id": id, "status": .int(reply.status), "headers": [:]]
            if let json = reply.json {
                response["headers"] = ["Content-Type": "application/json"]
                response["body"] = json
            } else if let text = reply.text {
                response["headers"] = ["Content-Type": "text/plain"]
                response["body"] = .string(text)
            }
            return response
        } catch {
            var headers: JSON = ["Content-Type": "application/json"]
            if let seconds = error.retryAfter { headers["Retry-After"] = .string(String(seconds)) }
            return [
                "id": id, "status": .int(error.status), "headers": headers,
                "body": ResponseShapes.graphErrorBody(error, id: Identifiers.new(), now: now),
            ]
        }
    }

    private func operation(_ request: JSON) throws(ServiceError) -> Operation {
        let url = request["url"].string ?? ""
        guard url.hasPrefix("/") else {
            // Absolute addresses, which some clients put here, are no path to the service.
            throw ServiceError(400, "BadRequest", "Resource not found for the segment '\(url.prefix { $0 != "/" })'.")
        }
        let body = request["body"]
        let headers = Dictionary(
            request["headers"].members.map { ($0.key.lowercased(), $0.value.string ?? "") }, uniquingKeysWith: { $1 })
        if !body.isNull, headers["content-type"] == nil {
            throw ServiceError(400, "BadRequest", "A request with a body needs a Content-Type header.")
        }
        let parts = url.split(separator: "?", maxSplits: 1)
        return Operation(
            method: request["method"].string?.uppercased() ?? "", path: "/v1.0" + (parts.first ?? ""),
            query: ResponseShapes.parameters(parts.count > 1 ? String(parts[1]) : ""), body: body,
            isEventual: headers["consistencylevel"]?.lowercased() == "eventual",
            clientRequestID: headers["client-request-id"])
    }
}
