import FoundationEssentials

/// Reads of small files by path.
enum FileAccess {
  /// The whole file, or nil if it cannot be read.
  static func read(_ path: String) -> [UInt8]? {
    guard let data = try? Data(contentsOf: URL(filePath: path)) else { return nil }
    return Array(data)
  }

  static func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

  static func isDirectory(_ path: String) -> Bool {
    var isDirectory = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory
  }

  /// The directory part of a path; `.` for a bare name.
  static func directory(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// `path` as seen from `directory`.
  static func resolve(_ path: String, from directory: String) -> String {
    path.hasPrefix("/") ? path : directory + "/" + path
  }

  /// The text of a token file, without the line end; nil if there is none.
  static func token(at path: String) -> String? {
    guard let bytes = read(path), let text = String(validating: bytes, as: UTF8.self) else { return nil }
    let token = text.trimmingSpaces()
    return token.isEmpty ? nil : token
  }

  static func decodeBase64(_ text: String) -> [UInt8]? {
    Data(base64Encoded: text, options: .ignoreUnknownCharacters).map(Array.init)
  }
}
