import CLibcurl
import Glibc

/// An address as libcurl takes it apart.
enum CurlHost {
    /// - Returns: nil for what it doesn't connect to.
    static func of(_ address: String) -> String? {
        guard let url = curl_url() else { return nil }
        defer { curl_url_cleanup(url) }
        guard curl_url_set(url, CURLUPART_URL, address, 0) == CURLUE_OK else { return nil }
        var host: UnsafeMutablePointer<CChar>?
        guard curl_url_get(url, CURLUPART_HOST, &host, 0) == CURLUE_OK, let host else { return nil }
        defer { curl_free(host) }
        return String(cString: host)
    }

    static func isLoopback(_ host: String) -> Bool {
        var four = in_addr()
        if host.lowercased() == "localhost" || host == "[::1]" { return true }
        return inet_pton(AF_INET, host, &four) == 1 && UInt32(bigEndian: four.s_addr) >> 24 == 127
    }
}
