/// Who the API server takes the user for.
public struct UserIdentity: Sendable, Hashable {
  public var name: String
  public var groups: [String]

  public init(name: String, groups: [String] = []) {
    self.name = name
    self.groups = groups
  }

  /// The namespace and name of a service account; nil for any other user.
  public var serviceAccount: (namespace: String, name: String)? {
    let parts = name.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, parts[0] == "system", parts[1] == "serviceaccount" else { return nil }
    return (parts[2], parts[3])
  }
}
