import Documents
import FoundationEssentials

/// The paging of a list: what `limit`, `continue` and `resourceVersion` ask for.
struct ListPage: Sendable {
  /// nil for all.
  private let limit: Int?
  private let start: ObjectKey?
  /// The revision to list at; nil for the newest.
  private let revision: Int?
  private let isContinued: Bool
  private let countsRemaining: Bool

  /// Continue tokens of this revision list what is there now.
  private static let inconsistent = -1

  init(_ request: APIRequest, selectorsAreSet: Bool) throws(APIError) {
    countsRemaining = !selectorsAreSet
    let version = request.parameter("resourceVersion") ?? ""
    var limit = request.parameter("limit").flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
    if let token = request.parameter("continue"), !token.isEmpty {
      guard version.isEmpty || version == "0" else {
        throw .badRequest("specifying resource version is not allowed when using continue")
      }
      let (revision, start) = try Self.decoded(token)
      self.revision = revision == Self.inconsistent ? nil : revision
      self.start = start
      isContinued = true
    } else {
      guard let number = version.isEmpty ? 0 : Int(version), number >= 0 else {
        throw .badRequest("Invalid value: \"\(version)\": strconv.ParseUint: parsing \"\(version)\": invalid syntax")
      }
      if version == "0" { limit = nil }
      let isExact =
        number > 0
        && (request.parameter("resourceVersionMatch") == "Exact"
          || request.parameter("resourceVersionMatch") == nil && limit != nil)
      revision = isExact ? number : nil
      start = nil
      isContinued = false
      minimum = number
    }
    self.limit = limit
  }

  private var minimum = 0

  /// The objects to page through, sorted, and the revision at which they stand.
  func source(
    _ store: ObjectStore, _ resource: String, _ namespace: String?
  ) throws(APIError) -> (objects: [StoredObject], revision: Int) {
    let newest = store.revision
    if minimum > newest { throw .tooLarge(minimum, newest) }
    guard let revision else { return store.list(resource, namespace: namespace) }
    if let objects = store.list(resource, namespace: namespace, at: revision) { return (objects, revision) }
    guard isContinued, let start else {
      throw .expired("The resourceVersion for the provided list is too old.")
    }
    var error = APIError.expired(
      "The provided continue parameter is too old to display a consistent list result. You can start a new list "
        + "without the continue parameter, or use the continue token in this response to retrieve the remainder of "
        + "the results. Continuing with the provided token results in an inconsistent list - objects that were "
        + "created, modified, or deleted between the time the first chunk was returned and now may show up in the "
        + "list.")
    error.continuation = Self.encoded(Self.inconsistent, start)
    throw error
  }

  /// This page's part, the token for the next and how many follow.
  func cut(
    _ objects: [StoredObject], revision: Int
  ) -> (page: [StoredObject], continuation: String?, remaining: Int?) {
    let rest = start.map { start in objects.filter { $0.key > start } } ?? objects
    guard let limit, rest.count > limit, let last = rest[..<limit].last else { return (rest, nil, nil) }
    return (
      Array(rest[..<limit]), Self.encoded(revision, last.key), countsRemaining ? rest.count - limit : nil
    )
  }

  private static func encoded(_ revision: Int, _ last: ObjectKey) -> String {
    let token: JSONValue = [
      "v": "meta.k8s.io/v1", "rv": JSONValue(revision), "start": .string("\(last.namespace)/\(last.name)\u{0}"),
    ]
    return Data(token.serializedBytes()).base64EncodedString()
      .split(separator: "=", omittingEmptySubsequences: false)[0]
      .map { $0 == "+" ? "-" : $0 == "/" ? "_" : String($0) }.joined()
  }

  private static func decoded(_ token: String) throws(APIError) -> (Int, ObjectKey) {
    var base64 = String(token.map { $0 == "-" ? "+" : $0 == "_" ? "/" : $0 })
    while base64.utf8.count % 4 != 0 { base64 += "=" }
    guard let data = Data(base64Encoded: base64), let value = try? JSONValue(parsing: Array(data)),
      let revision = value["rv"]?.int, let start = value["start"]?.string, start.hasSuffix("\u{0}"),
      let (namespace, name) = String(start.dropLast()).halves(at: "/")
    else { throw .badRequest("continue key is not valid: encoded continue token is not understood") }
    return (revision, ObjectKey(namespace: namespace, name: name))
  }
}
