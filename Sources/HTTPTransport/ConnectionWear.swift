/// How many requests went to each host since a connection to it was opened.
///
/// libcurl 7.88, Debian 12's, resets each stream of HTTP/2 once it is over. Servers that guard against floods of resets cut
/// such a connection: NIO at two hundred within half a minute, whatever is on its way then, a switch too. So a connection that
/// has served many is given up while nothing is on its way.
struct ConnectionWear {
    private static let mostRequests = 100
    private var requests: [String: Int] = [:]

    /// Counts a request.
    /// - Returns: whether its connection is to be closed once nobody uses it any more.
    mutating func count(_ host: String) -> Bool {
        requests[host, default: 0] += 1
        return requests[host, default: 0] >= Self.mostRequests
    }

    /// A request has opened a connection.
    mutating func renewed(_ host: String) { requests[host] = 1 }
}
