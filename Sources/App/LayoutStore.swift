import Dashboard
import Foundation
import Settings
import Texts

/// Keeps where cards stand between sessions: a small file for each context with its namespaces, for its owner alone.
struct LayoutStore: Sendable {
  /// Files larger than this are neither written nor read.
  static let mostBytes = 512 << 10
  /// More than so many files are not kept; the oldest go first.
  static let mostFiles = 24

  /// A file that is there and cannot be used: what failed, and what to do.
  struct Problem: Error, CustomStringConvertible {
    let description: String
  }

  let directory: String

  init(_ paths: XDGPaths) { directory = XDGPaths.joined(paths.state, "layouts") }

  /// The file of a context and its namespaces; nil stands for all. Names that differ only in what no file's name may
  /// have are told apart by a number made of all of them.
  func file(context: String, namespaces: [String]?) -> String {
    let all = context + "\n" + (namespaces.map { $0.joined(separator: "\n") } ?? "*")
    // FNV-1a, the same on every machine and in every start.
    let hash = all.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    let plain = context.unicodeScalars.prefix(40).map { scalar in
      let isSafe = scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
      return isSafe ? String(scalar) : "-"
    }
    return XDGPaths.joined(directory, plain.joined() + "-" + String(hash, radix: 16) + ".json")
  }

  /// What an earlier session has left; nil where there is none.
  func read(context: String, namespaces: [String]?) throws(Problem) -> KeptLayout? {
    let path = file(context: context, namespaces: namespaces)
    guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int else { return nil }
    guard size <= Self.mostBytes, let bytes = FileManager.default.contents(atPath: path),
      let layout = KeptLayout(text: String(decoding: bytes, as: UTF8.self))
    else {
      throw Problem(
        description: tr(
          "The positions of cards in \(path) cannot be used: cards are laid out anew, and the file is "
            + "written again."))
    }
    return layout
  }

  /// Puts a file in place of the one before, whole or not at all.
  func write(_ layout: KeptLayout) throws {
    let bytes = Data(layout.text.utf8)
    guard bytes.count <= Self.mostBytes else { return }
    let files = FileManager.default
    try files.createDirectory(
      atPath: directory, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    let path = file(context: layout.context, namespaces: layout.namespaces)
    let new = path + ".new"
    guard files.createFile(atPath: new, contents: bytes, attributes: [.posixPermissions: 0o600]),
      rename(new, path) == 0
    else { throw Problem(description: tr("The positions of cards cannot be kept in \(path).")) }
    try prune()
  }

  private func prune() throws {
    let files = FileManager.default
    let names = try files.contentsOfDirectory(atPath: directory).filter { $0.hasSuffix(".json") }
    guard names.count > Self.mostFiles else { return }
    let dated = names.map { name -> (path: String, date: Date) in
      let path = XDGPaths.joined(directory, name)
      let date = try? files.attributesOfItem(atPath: path)[.modificationDate] as? Date
      return (path, date ?? .distantPast)
    }
    for old in dated.sorted(by: { ($0.date, $0.path) < ($1.date, $1.path) }).dropLast(Self.mostFiles) {
      try files.removeItem(atPath: old.path)
    }
  }
}
