import Collector
import Foundation
import Kubernetes
import Settings

/// Where the Prometheus is that tells of traffic in place of the proxies, and how it lets one in.
public struct PrometheusAccess: Sendable {
  /// Nil means a service of the cluster, which is looked for.
  public var url: String?
  /// A file with a bearer token, read again when it changes.
  public var tokenFile: String?
  /// For basic authentication.
  public var user: String?
  /// A file with the password of `user`.
  public var passwordFile: String?
  /// Environment variables with token and password.
  public var tokenVariable = PrometheusAccess.tokenVariable
  public var passwordVariable = PrometheusAccess.passwordVariable
  /// A PEM file with the certificate authorities to trust.
  public var authorityFile: String?
  public var skipsVerification = false
  public var certificateFile: String?
  public var keyFile: String?
  /// `NAME: VALUE`
  public var headers: [String] = []
  /// Whose series are asked for, where several share a store.
  public var tenant: String?
  /// Labels that series must have.
  public var labels: [String: String] = [:]

  public init() {}

  /// As the settings say.
  init(_ settings: PrometheusSettings?) {
    guard let settings else { return }
    url = settings.url
    tokenFile = settings.tokenFile
    user = settings.user
    passwordFile = settings.passwordFile
    if let name = settings.tokenVariable { tokenVariable = name }
    if let name = settings.passwordVariable { passwordVariable = name }
    authorityFile = settings.authorityFile
    certificateFile = settings.certificateFile
    keyFile = settings.keyFile
    skipsVerification = settings.skipsVerification
    tenant = settings.tenant
    labels = settings.labels
  }

  /// How traffic is read, as the options say and else the settings; nil from the proxies. What a Prometheus is asked with
  /// comes whole from the one or the other.
  static func choice(_ options: SessionOptions, _ settings: Configuration, context: String) -> PrometheusAccess? {
    guard (options.source ?? settings.source(in: context) ?? .proxies) == .prometheus else { return nil }
    if let access = options.prometheus, access.url != nil { return access }
    var access = PrometheusAccess(settings.prometheus(in: context))
    if let given = options.prometheus {
      access.labels.merge(given.labels) { $1 }
      access.tenant = given.tenant ?? access.tenant
    }
    return access
  }

  /// Environment variables for what must not be on a command line.
  public static let tokenVariable = "VIGLA_PROMETHEUS_TOKEN"
  public static let passwordVariable = "VIGLA_PROMETHEUS_PASSWORD"

  /// The store of metrics, without sending a request.
  ///
  /// - Parameter client: of the cluster to look for it in; nil where there is none.
  /// - Throws: `PrometheusAccessError`, or `KubeconfigError` for certificates that cannot be used.
  func store(client: KubernetesClient?, environment: [String: String]) throws -> PrometheusStore {
    guard let url else {
      guard let client else {
        throw PrometheusAccessError("There is no Kubernetes to look for a Prometheus in: say --prometheus URL.")
      }
      return PrometheusStore(in: client, labels: labels, tenant: try checkedTenant)
    }
    guard let server = ServerURL(url), url.contains("://") else {
      throw PrometheusAccessError("--prometheus wants a URL such as http://HOST:9090 or https://HOST/prometheus.")
    }
    // Of messages, logs and lists of processes none is a place for a password.
    if url.split(separator: "/").dropFirst().first?.contains("@") ?? false {
      throw PrometheusAccessError(
        "Name and password do not belong into --prometheus: use --prometheus-user with \(Self.passwordVariable) or "
          + "--prometheus-password-file.")
    }
    var tls = TLSMaterial(authority: authorityFile.map { .file($0) }, skipsVerification: skipsVerification)
    tls.clientCertificate = certificateFile.map { .file($0) }
    tls.clientKey = (keyFile ?? certificateFile).map { .file($0) }
    let access = try ServerAccess(
      server: server, tls: tls, credentials: try credentials(environment), headers: try namedHeaders(),
      environment: environment)
    return PrometheusStore(way: DirectPrometheus(try ServerClient(access)), labels: labels)
  }

  private func credentials(_ environment: [String: String]) throws -> Credentials {
    func value(_ name: String) -> String? { environment[name].flatMap { $0.isEmpty ? nil : $0 } }
    if let user {
      let password: String
      if let passwordFile {
        guard let text = try? String(contentsOfFile: passwordFile, encoding: .utf8) else {
          throw PrometheusAccessError("The password file \(passwordFile) cannot be read.")
        }
        password = text.trimmingCharacters(in: .newlines)
      } else if let text = value(passwordVariable) {
        password = text
      } else {
        throw PrometheusAccessError(
          "The user \(user) of the Prometheus wants a password: in the variable \(passwordVariable), or by "
            + "--prometheus-password-file.")
      }
      return .basic(user: user, password: Secret(password))
    }
    if let tokenFile {
      guard FileManager.default.isReadableFile(atPath: tokenFile) else {
        throw PrometheusAccessError("The token file \(tokenFile) cannot be read.")
      }
      return .tokenFile(path: tokenFile, fallback: nil)
    }
    return value(tokenVariable).map { .token(Secret($0)) } ?? .none
  }

  private func namedHeaders() throws -> [String: Secret] {
    var result: [String: Secret] = [:]
    for header in headers {
      let parts = header.split(separator: ":", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      let isName = parts.first?.utf8.allSatisfy(Self.isNameByte) ?? false
      guard parts.count == 2, isName, parts[1].unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7F })
      else {
        throw PrometheusAccessError("--prometheus-header wants 'NAME: VALUE', such as 'X-Team: shop'.")
      }
      result[parts[0]] = Secret(parts[1])
    }
    if let tenant = try checkedTenant { result[PrometheusStore.tenantHeader] = Secret(tenant) }
    return result
  }

  private var checkedTenant: String? {
    get throws {
      guard let tenant else { return nil }
      guard !tenant.isEmpty, tenant.unicodeScalars.allSatisfy({ (0x21..<0x7F).contains($0.value) }) else {
        throw PrometheusAccessError("The tenant of a Prometheus is a name without blanks, such as team-a.")
      }
      return tenant
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"): true
    default: false
    }
  }
}
