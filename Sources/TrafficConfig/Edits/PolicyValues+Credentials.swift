import Documents
import Texts

extension PolicyValues {
  mutating func credentials() throws(ChangeRefusal) {
    let wanted = request.credentials
    let files: [(PolicyRequest.Setting, String?)] = [
      (.clientCertificate, wanted.clientCertificate), (.privateKey, wanted.privateKey),
      (.caCertificates, wanted.caCertificates),
    ]
    for (setting, value) in files {
      guard let value else { continue }
      guard value.hasPrefix("/") else {
        throw ChangeRefusal(
          .badValue, tr("The \(setting.words): a file of the proxy's container, from / on, is needed."))
      }
      set(setting.path, .string(value))
      say("\(setting.words) \(value)")
    }
    if let name = wanted.credentialName {
      set(PolicyRequest.Setting.credentialName.path, .string(name))
      say(tr("credential \(name)"))
      for (setting, value) in files where value == nil { set(setting.path, nil) }
    }
    if let sni = request.sni {
      set(PolicyRequest.Setting.sni.path, .string(sni))
      say(tr("SNI \(sni)"))
    }
    if let names = wanted.subjectAltNames {
      guard !names.isEmpty, !names.contains("") else {
        throw ChangeRefusal(.badValue, tr("The names of the server are a list without gaps."))
      }
      set(PolicyRequest.Setting.subjectAltNames.path, .array(names.map(JSONValue.string)))
      say(tr("a server named \(names.joined(separator: tr(" or ")))"))
    }
  }
}

extension ClientTLSPolicy.Mode {
  /// What has no meaning in the mode.
  var foreignSettings: [PolicyRequest.Setting] {
    switch self {
    case .mutual: []
    case .simple: [.clientCertificate, .privateKey]
    case .disable, .istioMutual:
      [.clientCertificate, .privateKey, .caCertificates, .credentialName, .subjectAltNames]
    }
  }
}
