/// As whom requests are made instead of the one who is logged in: `as`, `as-uid`, `as-groups` and `as-user-extra`.
public struct Impersonation: Sendable, Hashable {
  public var user: String
  public var uid: String?
  public var groups: [String]
  /// Names with their values.
  public var extra: [String: [String]]

  public init(user: String, uid: String? = nil, groups: [String] = [], extra: [String: [String]] = [:]) {
    self.user = user
    self.uid = uid
    self.groups = groups
    self.extra = extra
  }

  /// The headers that the API server reads, in a fixed order.
  var headers: [(name: String, value: String)] {
    var headers = [("Impersonate-User", user)]
    if let uid { headers.append(("Impersonate-Uid", uid)) }
    headers += groups.map { ("Impersonate-Group", $0) }
    for (name, values) in extra.sorted(by: { $0.key < $1.key }) {
      headers += values.map { ("Impersonate-Extra-" + PercentEncoding.segment(name), $0) }
    }
    return headers
  }
}
