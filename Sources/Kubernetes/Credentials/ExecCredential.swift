import Documents
import FoundationEssentials

/// What a plugin answers with: an ExecCredential with its status.
struct ExecCredential: Sendable, Hashable {
  var token: Secret?
  /// PEMs of a client certificate and its key; both or none.
  var certificate: Secret?
  var key: Secret?
  /// Seconds since 1970; nil if the credentials do not expire.
  var expiry: Double?

  init(token: Secret? = nil, certificate: Secret? = nil, key: Secret? = nil, expiry: Double? = nil) {
    self.token = token
    self.certificate = certificate
    self.key = key
    self.expiry = expiry
  }

  /// Reads what the plugin printed.
  ///
  /// - Throws: what is wrong, without quoting any of it, as the end of the sentence "it answered with ...".
  init(parsing bytes: [UInt8], apiVersion: String) throws(Problem) {
    guard !bytes.isEmpty else { throw Problem("nothing") }
    guard let value = try? JSONValue(parsing: bytes), value.object != nil else {
      throw Problem("something that is not JSON")
    }
    guard value["kind"]?.string == "ExecCredential" else { throw Problem("something that is no ExecCredential") }
    guard value["apiVersion"]?.string == apiVersion else {
      throw Problem("an ExecCredential of another version than \(apiVersion), which the kubeconfig names")
    }
    let status = value["status"]
    func text(_ name: String) -> Secret? { status?[name]?.string.flatMap { $0.isEmpty ? nil : Secret($0) } }
    self.init(token: text("token"), certificate: text("clientCertificateData"), key: text("clientKeyData"))
    if (certificate == nil) != (key == nil) {
      throw Problem("a client \(key == nil ? "certificate without its key" : "key without its certificate")")
    }
    guard token != nil || certificate != nil else { throw Problem("neither a token nor a client certificate") }
    if let expiry = status?["expirationTimestamp"]?.string, !expiry.isEmpty {
      guard let seconds = Self.seconds(expiry) else { throw Problem("an expirationTimestamp that is no time") }
      self.expiry = seconds
    }
  }

  struct Problem: Error, Hashable {
    let text: String
    init(_ text: String) { self.text = text }
  }

  /// Seconds since 1970 of an RFC 3339 time, whole.
  static func seconds(_ text: String) -> Double? {
    var whole = text
    if let dot = text.firstIndex(of: ".") {
      let end = text[text.index(after: dot)...].firstIndex { !$0.isNumber } ?? text.endIndex
      whole.removeSubrange(dot..<end)
    }
    return (try? Date(whole, strategy: .iso8601))?.timeIntervalSince1970
  }
}
