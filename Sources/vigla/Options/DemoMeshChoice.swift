import ArgumentParser
import DemoMesh

/// The value of `--mesh`.
enum DemoMeshChoice: ExpressibleByArgument, Hashable, Sendable {
  case bookinfo
  /// Services, 1...2000.
  case synthetic(Int)

  init?(argument: String) {
    if argument == "bookinfo" {
      self = .bookinfo
      return
    }
    let parts = argument.split(separator: ":")
    guard parts.count == 2, parts[0] == "synthetic", let count = Int(parts[1]), (1...2000).contains(count) else {
      return nil
    }
    self = .synthetic(count)
  }

  var defaultValueDescription: String { "bookinfo" }

  var mesh: DemoOptions.Mesh {
    switch self {
    case .bookinfo: .bookinfo
    case .synthetic(let count): .synthetic(count)
    }
  }
}
