import MeshModel
import Texts
import TrafficConfig

/// The fields that say how a service is reached from outside: host, gateway, port, certificate.
struct ExposeFields {
  private let facts: WizardFacts

  init(_ facts: WizardFacts) { self.facts = facts }

  private static let new = "new"

  private var gateways: [Gateway] { facts.configuration.gateways }

  private func chosen(_ answers: FormAnswers) -> String {
    answers.choice("gateway", default: gateways.first?.fullName ?? Self.new)
  }

  func fields(_ answers: FormAnswers) -> [FormField] {
    let chosen = chosen(answers)
    var fields: [FormField] = [
      .text(
        "host", tr("Host"), .host, "", isOptional: false,
        help: tr("The name that clients ask for, such as shop.example.com; * takes every name.")),
      .choice(
        "gateway", tr("Gateway"),
        gateways.map { FieldOption($0.fullName, Self.label($0)) } + [FieldOption(Self.new, tr("a new one..."))],
        chosen, help: tr("A server for the host is added to it where none takes it yet.")),
    ]
    if chosen == Self.new {
      fields.append(
        .text(
          "name", tr("Its name"), .objectName, "\(facts.service.name)-gateway", isOptional: false,
          help: tr(
            "In the service's namespace, or NAMESPACE/NAME; its proxies are those labelled istio: ingressgateway.")))
    }
    fields += [
      .text(
        "credential", tr("TLS certificate"), .objectName, "",
        help: tr("The secret with the certificate, in the namespace of the gateway's pods. Empty: plain HTTP.")),
      .text("port", tr("Port"), .whole(1...65535), "", help: tr("Empty: 443 with a certificate, else 80.")),
    ]
    if !answers.text("credential").isEmpty {
      fields.append(
        .toggle(
          "redirect", tr("Plain HTTP is sent to HTTPS"), false, help: tr("Port 80 answers with a redirect to HTTPS.")))
    }
    let ports = facts.info?.ports ?? []
    if ports.count > 1 {
      fields.append(
        .choice(
          "servicePort", tr("Service port"), ports.map { FieldOption("\($0.number)", "\($0.number) \($0.name)") },
          "\(ports[0].number)"))
    }
    return fields
  }

  private static func label(_ gateway: Gateway) -> String {
    let servers = gateway.servers.map { "\($0.port) \($0.hosts.joined(separator: " "))" }
    return "\(gateway.fullName) (\(servers.joined(separator: "; ")))"
  }

  func request(_ answers: FormAnswers) -> ExposeRequest {
    let chosen = chosen(answers)
    let servicePort = Int(answers.choice("servicePort", default: ""))
    return ExposeRequest(
      service: facts.service, host: answers.text("host"),
      gateway: chosen == Self.new ? answers.text("name") : chosen, port: answers.whole("port"),
      credential: answers.optionalText("credential"),
      redirectsToHTTPS: answers.optionalText("credential") != nil && answers.isOn("redirect"), path: nil,
      servicePort: (facts.info?.ports.count ?? 0) > 1 ? servicePort : nil)
  }

  /// Which entry points govern the service now.
  var status: [TextLine] {
    let splits = facts.splits.filter { $0.location != nil }
    var lines: [TextLine] = []
    for split in splits {
      guard let location = split.location else { continue }
      let line =
        tr("\(location.virtualService.namespace)/\(location.virtualService.name) rule \(location.index + 1): ")
        + split.entryPoints.joined(separator: ", ")
      lines.append(TextLine(line, .muted))
    }
    return lines.isEmpty
      ? [TextLine(tr("No VirtualService governs it yet."), .muted)]
      : [TextLine(tr("Entry points now"), .heading)] + lines
  }
}
