import Crypto
import Foundation

/// Client secrets: made at random, shown once, kept as hashes.
enum Secrets {
    static func new() -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789~._-")
        return String((0..<40).map { _ in alphabet[Int.random(in: 0..<alphabet.count)] })
    }

    static func hash(_ secret: String, keyID: String) -> String {
        Data(SHA256.hash(data: Data("\(keyID):\(secret)".utf8))).base64EncodedString()
    }
}
