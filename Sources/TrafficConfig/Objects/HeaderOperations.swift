import Documents

/// What a route does to the headers of requests and responses.
public struct HeaderOperations: Sendable, Hashable {
  /// What is done to one of the two messages: remove, then set, then add.
  public struct Edits: Sendable, Hashable {
    public var set: [String: String] = [:]
    public var add: [String: String] = [:]
    public var remove: [String] = []

    public init() {}

    init(_ value: JSONValue?) {
      set = value?["set"]?.stringMap ?? [:]
      add = value?["add"]?.stringMap ?? [:]
      remove = value?["remove"]?.strings ?? []
    }

    public var isEmpty: Bool { self.set.isEmpty && add.isEmpty && remove.isEmpty }

    /// The headers afterwards; keys in lower case, several values of one header joined by commas.
    public func applied(to headers: [String: String]) -> [String: String] {
      var headers = headers
      for name in remove { headers[name.lowercased()] = nil }
      for (name, value) in set { headers[name.lowercased()] = value }
      for (name, value) in add {
        let key = name.lowercased()
        headers[key] = headers[key].map { "\($0),\(value)" } ?? value
      }
      return headers
    }
  }

  public var request: Edits
  public var response: Edits

  public init(request: Edits = Edits(), response: Edits = Edits()) {
    self.request = request
    self.response = response
  }

  init(_ value: JSONValue?) {
    self.init(request: Edits(value?["request"]), response: Edits(value?["response"]))
  }

  public var isEmpty: Bool { request.isEmpty && response.isEmpty }
}
