extension MessageSchema {
  static let gateway = MessageSchema(["servers": .list(.message(server)), "selector": .stringMap])

  private static let server = MessageSchema(
    [
      "port": .message(
        MessageSchema(
          ["number": .uint32, "protocol": .string, "name": .string, "targetPort": .uint32],
          required: ["number", "protocol", "name"])),
      "bind": .string, "hosts": .strings, "tls": .message(tls), "defaultEndpoint": .string, "name": .string,
    ], required: ["port", "hosts"])

  private static let tls: MessageSchema = {
    let versions = FieldType.choice(["TLS_AUTO", "TLSV1_0", "TLSV1_1", "TLSV1_2", "TLSV1_3"])
    return MessageSchema(
      [
        "httpsRedirect": .bool,
        "mode": .choice([
          "PASSTHROUGH", "SIMPLE", "MUTUAL", "AUTO_PASSTHROUGH", "ISTIO_MUTUAL", "OPTIONAL_MUTUAL",
        ]),
        "serverCertificate": .string, "privateKey": .string, "caCertificates": .string, "caCrl": .string,
        "subjectAltNames": .strings, "credentialName": .string, "credentialNames": .strings,
        "tlsCertificates": .list(
          .message(
            MessageSchema(["serverCertificate": .string, "privateKey": .string, "caCertificates": .string]))),
        "caCertCredentialName": .string, "verifyCertificateSpki": .strings, "verifyCertificateHash": .strings,
        "minProtocolVersion": versions, "maxProtocolVersion": versions, "cipherSuites": .strings,
        "insecureSkipVerify": .bool,
      ],
      exclusive: [
        ["credentialName", "credentialNames"], ["credentialName", "tlsCertificates"],
        ["credentialNames", "tlsCertificates"],
      ])
  }()
}
