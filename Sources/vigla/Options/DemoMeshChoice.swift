import ArgumentParser
import DemoMesh
import Documents
import Foundation

/// The value of `--mesh`.
enum DemoMeshChoice: ExpressibleByArgument, Hashable, Sendable {
  case bookinfo
  /// Services, 1...2000.
  case synthetic(Int)
  /// A YAML file that describes a mesh.
  case file(String)

  init?(argument: String) {
    if argument == "bookinfo" {
      self = .bookinfo
    } else if argument.hasPrefix("synthetic:") {
      guard let count = Int(argument.dropFirst("synthetic:".count)), (1...2000).contains(count) else { return nil }
      self = .synthetic(count)
    } else if argument.contains("/") || argument.contains(".") {
      self = .file(argument)
    } else {
      return nil
    }
  }

  var defaultValueDescription: String { "bookinfo" }

  /// What to simulate.
  ///
  /// - Throws: `Failure` if the file cannot be read or does not describe a mesh.
  func mesh() throws -> DemoOptions.Mesh {
    switch self {
    case .bookinfo: return .bookinfo
    case .synthetic(let count): return .synthetic(count)
    case .file(let path):
      guard let bytes = FileManager.default.contents(atPath: path) else { throw Failure("\(path): cannot be read") }
      do {
        return .topology(try MeshTopology(document: try YAMLText.parse(String(decoding: bytes, as: UTF8.self))))
      } catch {
        throw Failure("\(path): \(error)", code: Exits.usage)
      }
    }
  }
}
