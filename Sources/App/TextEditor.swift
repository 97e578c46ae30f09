import Dashboard
import Foundation
import Glibc
import Texts

/// The operator's own editor, `$VISUAL` or `$EDITOR`, on a file that only the operator may read.
struct TextEditor {
  /// Why nothing could be edited: what failed, and what to do.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private let command: String
  private let directory: String

  init(environment: [String: String]) {
    let named = [environment["VISUAL"], environment["EDITOR"]].compactMap(\.self).first { !$0.isEmpty }
    command = named ?? "vi"
    directory = environment["TMPDIR"].flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
  }

  /// Runs the editor and waits for its end; the terminal has to be free. The file is gone afterwards.
  func edit(_ text: EditedText) throws(Failure) -> EditedText {
    let folder = try makeFolder()
    let name = "\(text.reference.kind)-\(text.reference.namespace)-\(text.reference.name).yaml"
    let path = folder + "/" + name.filter { $0.isLetter || $0.isNumber || "-._".contains($0) }
    defer {
      unlink(path)
      rmdir(folder)
    }
    guard
      FileManager.default.createFile(
        atPath: path, contents: Data(text.text.utf8), attributes: [.posixPermissions: 0o600])
    else { throw Failure(description: tr("Cannot write \(path), so nothing can be edited.")) }
    // The shell takes the editor's own options apart; it keeps the editor in this job, so that the terminal is its.
    let status = system(
      "\(command) '\(path.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''"))'")
    guard status == 0 else {
      throw Failure(
        description: tr("The editor \(command) did not end well, so nothing is changed. Set $EDITOR to another."))
    }
    guard let bytes = FileManager.default.contents(atPath: path) else {
      throw Failure(description: tr("The editor \(command) left no file, so nothing is changed."))
    }
    return EditedText(reference: text.reference, text: String(decoding: bytes, as: UTF8.self))
  }

  private func makeFolder() throws(Failure) -> String {
    var template = Array((directory + "/vigla-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw Failure(description: tr("Cannot make a private folder in \(directory), so nothing can be edited."))
    }
    return String(decoding: template.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
