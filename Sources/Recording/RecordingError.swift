/// Why a recording cannot be read or written.
public enum RecordingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The file cannot be opened, read or written: what the system says.
  case file(path: String, reason: String)
  /// The file is something else.
  case notARecording(path: String)
  /// Made by a later version of Vigla.
  case tooNew(path: String, version: Int)
  /// What is wrong with the bytes.
  case damaged(String)
  /// Whole, but without a single moment.
  case empty(path: String)

  /// What the system says, as a part of a sentence.
  static func words(of error: any Error) -> String {
    let text = error.localizedDescription
    return text.hasSuffix(".") ? String(text.dropLast()) : text
  }

  public var description: String {
    switch self {
    case .file(let path, let reason): "The recording \(path): \(reason)."
    case .notARecording(let path):
      "\(path) is not a recording of Vigla. Recordings are made with vigla --record FILE."
    case .tooNew(let path, let version):
      "The recording \(path) has format \(version), which this vigla does not know. Use a newer vigla."
    case .damaged(let what): "The recording is damaged: \(what)."
    case .empty(let path): "The recording \(path) holds nothing: it was ended before the first look at the mesh."
    }
  }
}
