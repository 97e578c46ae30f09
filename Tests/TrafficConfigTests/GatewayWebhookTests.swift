import Documents
import Testing

@testable import TrafficConfig

@Suite struct GatewayWebhookTests {
  static let base = """
    selector: {istio: ingressgateway}
    servers:
    - {port: {number: 80, name: http, protocol: HTTP}, hosts: ['*', 'ns/a.com', './*.b.com'], tls: {httpsRedirect: true}}
    - {port: {number: 443, name: https, protocol: https}, hosts: ['a.com'], tls: {mode: SIMPLE, credentialName: c}}
    """

  @Test func aGoodGatewayIsGood() throws {
    #expect(Validator.webhook(try Fixtures.document("Gateway", Self.base)).isEmpty)
    #expect(!Validator.webhook(try Fixtures.document("Gateway", Self.base, name: "a.b")).isEmpty)
  }

  private static let s = "spec.servers[0]"

  @Test(
    arguments: [
      ("spec.servers", "-", .error, "spec.servers", "at least one server"),
      ("spec.servers", "[null]", .error, "spec.servers[0]", "null"),
      (s + ".hosts", "[]", .error, s + ".hosts", "at least one host"),
      (s + ".hosts", "-", .error, s + ".hosts", "required"),
      (s + ".hosts", "[short]", .error, s + ".hosts[0]", "short names"),
      (s + ".hosts", "['*x.com']", .error, s + ".hosts[0]", "partial wildcard"),
      (s + ".hosts", "[10.0.0.1]", nil, "", ""), (s + ".hosts", "['a_b/x.com']", .error, s + ".hosts[0]", "namespace"),
      (s + ".port", "-", .error, s + ".port", "required"),
      (s + ".port.number", "70000", .error, s + ".port.number", "1..65535"),
      (s + ".port.protocol", "SPDY", .error, s + ".port.protocol", "invalid protocol"),
      (s + ".port.protocol", "http2", nil, "", ""),
      (s + ".port.name", "-", .error, s + ".port.name", "required"),
      (s + ".port.name", "''", .error, s + ".port.name", "must be set"),
      (s + ".port.name", "https", .error, "spec.servers[1].port.name", "unique"),
      (s + ".port.targetPort", "8080", .error, s + ".port.targetPort", "no impact"),
      (s + ".bind", "1.2.3.4", nil, "", ""), (s + ".bind", "host", .error, s + ".bind", "not a valid IP"),
      (s + ".bind", "'unix:///a'", .error, s + ".port", "must be 0"),
      (s + ".bind", "'unix://'", .error, s + ".bind", "must not be empty"),
      (s + ".bind", "'unix://a'", .error, s + ".bind", "absolute"),
      (s + ".tls", "{mode: SIMPLE, credentialName: c}", .error, s + ".tls", "plain text HTTP"),
      (s + ".port.protocol", "TCP", .error, s + ".tls", "non HTTPS/TLS"),
      (s + ".port.protocol", "HTTPS", .warning, s + ".tls", "httpsRedirect"),
      ("spec.servers[1].tls", "-", .error, "spec.servers[1]", "must have TLS settings"),
      ("spec.selector", "[a]", .error, "spec.selector", "must be an object"),
      ("spec.extra", "1", .warning, "spec.extra", "unknown field"),
    ] as [(String, String, ValidationMessage.Level?, String, String)])
  func servers(path: String, yaml: String, level: ValidationMessage.Level?, at: String, text: String) throws {
    try WebhookCase.check("Gateway", Self.base, path, yaml, level, at, text)
  }

  @Test func unixSocketsHaveNoPort() throws {
    let spec = "servers: [{port: {number: 0, name: a, protocol: HTTP}, bind: 'unix:///run/a', hosts: ['*']}]"
    #expect(Validator.webhook(try Fixtures.document("Gateway", spec)).isEmpty)
  }

  @Test(
    arguments: [
      ("{mode: PASSTHROUGH}", nil, "", ""), ("{mode: PASSTHROUGH, credentialName: c}", .warning, "", "ignored"),
      ("{mode: ISTIO_MUTUAL}", nil, "", ""),
      ("{mode: ISTIO_MUTUAL, credentialName: c}", .error, ".credentialName", "ISTIO_MUTUAL"),
      ("{mode: SIMPLE}", .error, "", "server certificate"),
      ("{mode: SIMPLE, serverCertificate: /c}", .error, "", "private key"),
      ("{mode: SIMPLE, serverCertificate: /c, privateKey: /k}", nil, "", ""),
      ("{mode: MUTUAL, serverCertificate: /c, privateKey: /k}", .error, "", "client CA bundle"),
      ("{mode: MUTUAL, credentialName: c}", nil, "", ""),
      ("{mode: OPTIONAL_MUTUAL, serverCertificate: /c, privateKey: /k, caCertificates: /a}", nil, "", ""),
      ("{mode: SIMPLE, credentialNames: [a, b]}", nil, "", ""),
      ("{mode: SIMPLE, credentialNames: [a, b, c]}", .error, ".credentialNames", "at most 2"),
      ("{mode: SIMPLE, credentialName: a, credentialNames: [b]}", .error, "", "only one"),
      ("{mode: SIMPLE, credentialName: a, serverCertificate: /c, privateKey: /k}", .error, "", "only one source"),
      (
        "{mode: SIMPLE, tlsCertificates: [{serverCertificate: /c}]}", .error, ".tlsCertificates[0].privateKey",
        "private key"
      ),
      ("{mode: SIMPLE, credentialName: a, caCrl: /r}", .error, ".caCrl", "CRL"),
      ("{mode: SIMPLE, credentialName: a, minProtocolVersion: TLSV1_1}", .warning, ".minProtocolVersion", "ciphers"),
      ("{mode: SIMPLE, credentialName: a, minProtocolVersion: SSL}", .error, ".minProtocolVersion", "supported values"),
      ("{mode: SIMPLE, credentialName: a, cipherSuites: [NOPE]}", .warning, ".cipherSuites[0]", "invalid cipher"),
      (
        "{mode: SIMPLE, credentialName: a, cipherSuites: [AES128-SHA, AES128-SHA]}", .warning, ".cipherSuites[1]",
        "duplicate"
      ),
    ] as [(String, ValidationMessage.Level?, String, String)])
  func serverTLS(yaml: String, level: ValidationMessage.Level?, at: String, text: String) throws {
    let path = "spec.servers[1].tls"
    try WebhookCase.check("Gateway", Self.base, path, yaml, level, path + at, text)
  }
}
