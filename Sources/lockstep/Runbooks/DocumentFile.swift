import Authoring
import Foundation

/// A document on the disk.
enum DocumentFile {
    /// More than any page has.
    private static let largest = 4 * 1_048_576
    private static let read = "What is read is a page in Markdown: # headings, numbered steps, * [ ] lines, hints"

    static func outline(_ path: String) throws -> DocumentOutline {
        let data = try BoundedFile.data(path, limit: largest)
        let name = path == "-" ? "standard input" : path
        if let what = kind(of: data) { throw InputProblem("\(name) is \(what). \(read)") }
        let text = try BoundedFile.text(data, named: name)
        let outline = DocumentOutline(
            name: path == "-" ? "page" : URL(filePath: path).deletingPathExtension().lastPathComponent, markdown: text)
        // Of nothing everything is covered.
        guard !outline.parts.isEmpty else {
            let isEmpty = text.allSatisfy(\.isWhitespace)
            throw InputProblem(
                "\(name) \(isEmpty ? "is empty: it " : "")has no heading, step or checklist that a runbook could follow. \(read)"
            )
        }
        return outline
    }

    /// What isn't a page in Markdown, by how it begins; nil for what may be one.
    private static func kind(of data: Data) -> String? {
        if data.starts(with: Data("%PDF".utf8)) { return "a PDF" }
        if data.starts(with: Data("PK\u{3}\u{4}".utf8)) { return "an archive, or a document of an office program" }
        let head = String(decoding: data.prefix(1_024), as: UTF8.self).lowercased()
        if head.contains(/<!doctype html|<html[\s>]|<head[\s>]|<body[\s>]/) {
            return "a page in HTML; of GitBook's pages the address with .md at its end is the Markdown"
        }
        return data.prefix(65_536).contains(0) ? "no text" : nil
    }
}
