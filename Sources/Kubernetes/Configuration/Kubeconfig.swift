import Documents

/// The merged kubeconfig, by kubectl's rules: files of `KUBECONFIG` in order, the first to define a name wins, relative
/// paths belong to the directory of the file that holds them.
public struct Kubeconfig: Sendable {
  /// Contexts in the order in which the files name them.
  public private(set) var contexts: [KubeContext] = []
  /// The first `current-context` that is not empty.
  public private(set) var currentContext: String?
  /// The files that were read, in order; empty when running on a cluster's service account.
  public private(set) var files: [String] = []

  private(set) var clusters: [String: Entry] = [:]
  private(set) var users: [String: Entry] = [:]
  let environment: [String: String]
  private let explicitPath: String?

  /// The body of a cluster or user, and the directory that its relative paths start from.
  struct Entry: Sendable {
    let body: JSONValue
    let directory: String
    let file: String
  }

  /// Reads the kubeconfig.
  ///
  /// - Parameters:
  ///   - path: the value of `--kubeconfig`: that file only, and it must exist.
  ///   - environment: `KUBECONFIG`, `HOME`, and for a pod `KUBERNETES_SERVICE_HOST` and `_PORT`.
  /// - Throws: `KubeconfigError` when a file cannot be read or is no kubeconfig. That nothing was found at all shows in
  ///   `connection(context:)`, as a pod needs no file.
  public static func load(path: String?, environment: [String: String]) throws(KubeconfigError) -> Kubeconfig {
    var config = Kubeconfig(environment: environment, explicitPath: path)
    for file in candidatePaths(path: path, environment: environment) {
      guard let bytes = FileAccess.read(file) else {
        if path != nil || FileAccess.exists(file) {
          throw KubeconfigError(
            .unreadable, "Cannot read the kubeconfig \(file). Check that it exists and that you may read it.")
        }
        continue
      }
      try config.merge(bytes: bytes, file: file)
    }
    return config
  }

  /// Reads one kubeconfig from its text; relative paths start from `directory`.
  public static func parse(
    _ text: String, directory: String = "/", environment: [String: String] = [:]
  ) throws(KubeconfigError) -> Kubeconfig {
    var config = Kubeconfig(environment: environment, explicitPath: nil)
    try config.merge(bytes: Array(text.utf8), file: directory + "/config")
    return config
  }

  /// The same files read again: for credentials that another program renewed meanwhile.
  func reloaded() throws(KubeconfigError) -> Kubeconfig {
    try Kubeconfig.load(path: explicitPath, environment: environment)
  }

  private init(environment: [String: String], explicitPath: String?) {
    self.environment = environment
    self.explicitPath = explicitPath
  }

  /// The files to read, without duplicates.
  static func candidatePaths(path: String?, environment: [String: String]) -> [String] {
    if let path { return [path] }
    if let list = environment["KUBECONFIG"], !list.isEmpty {
      var seen: Set<String> = []
      return list.split(separator: ":").map(String.init).filter { seen.insert($0).inserted }
    }
    guard let home = environment["HOME"], !home.isEmpty else { return [] }
    return [home + "/.kube/config"]
  }

  private mutating func merge(bytes: [UInt8], file: String) throws(KubeconfigError) {
    let root = try Kubeconfig.root(of: bytes, file: file)
    files.append(file)
    let directory = FileAccess.directory(of: file)
    if currentContext == nil, let name = root["current-context"]?.string, !name.isEmpty { currentContext = name }
    for (name, body) in try Kubeconfig.named("clusters", "cluster", in: root, file: file) where clusters[name] == nil {
      clusters[name] = Entry(body: body, directory: directory, file: file)
    }
    for (name, body) in try Kubeconfig.named("users", "user", in: root, file: file) where users[name] == nil {
      users[name] = Entry(body: body, directory: directory, file: file)
    }
    for (name, body) in try Kubeconfig.named("contexts", "context", in: root, file: file)
    where !contexts.contains(where: { $0.name == name }) {
      let namespace = body["namespace"]?.string
      contexts.append(
        KubeContext(
          name: name, cluster: body["cluster"]?.string ?? "", user: body["user"]?.string ?? "",
          namespace: namespace?.isEmpty == false ? namespace : nil))
    }
  }

  private static func root(of bytes: [UInt8], file: String) throws(KubeconfigError) -> JSONValue {
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw KubeconfigError(.malformed, "The kubeconfig \(file) is not UTF-8 text.")
    }
    let documents: [JSONValue]
    do throws(YAMLParseError) {
      documents = try YAMLText.parseAll(text)
    } catch {
      // The parser's own text may quote the line, and with it a token: the position is enough.
      let place = error.line.map { " at line \($0)" + (error.column.map { ", column \($0)" } ?? "") } ?? ""
      throw KubeconfigError(.malformed, "The kubeconfig \(file) is not valid YAML\(place).")
    }
    guard let root = documents.first, root != .null else { return .object([:]) }
    guard root.object != nil else {
      throw KubeconfigError(.malformed, "The kubeconfig \(file) holds no mapping; is it a kubeconfig?")
    }
    return root
  }

  /// The entries of a `[{name, <key>: {...}}]` list, in order. kubectl refuses duplicates within a file, and so do we.
  private static func named(
    _ list: String, _ key: String, in root: JSONValue, file: String
  ) throws(KubeconfigError) -> [(String, JSONValue)] {
    guard let value = root[list], value != .null else { return [] }
    guard let items = value.array else {
      throw KubeconfigError(.malformed, "The kubeconfig \(file) is malformed: \(list) is not a list.")
    }
    var result: [(String, JSONValue)] = []
    var seen: Set<String> = []
    for item in items {
      guard let name = item["name"]?.string else {
        throw KubeconfigError(
          .malformed, "The kubeconfig \(file) is malformed: an entry of \(list) has no name, or one without quotes.")
      }
      guard seen.insert(name).inserted else {
        throw KubeconfigError(.malformed, "The kubeconfig \(file) has two entries named \"\(name)\" in \(list).")
      }
      let body = item[key] ?? .object([:])
      guard body == .null || body.object != nil else {
        throw KubeconfigError(.malformed, "The kubeconfig \(file) is malformed: \(list) \"\(name)\" is no mapping.")
      }
      result.append((name, body == .null ? .object([:]) : body))
    }
    return result
  }
}
