import Documents
import MeshModel

/// What gateways need besides their own object: pods, a Service with their ports, certificates.
extension CrossChecker {
  /// The pods, ports and certificates of one gateway.
  mutating func check(_ gateway: Gateway) {
    let workloads = configuration.workloads.filter { Self.selects(gateway, $0) }
    checkSelector(gateway, workloads)
    checkPorts(gateway, workloads)
    checkCredentials(gateway, Set(workloads.map(\.id.namespace)))
  }

  static func selects(_ gateway: Gateway, _ workload: WorkloadInfo) -> Bool {
    let selector = gateway.selector
    return labelSets(workload).contains { labels in selector.allSatisfy { labels[$0.key] == $0.value } }
  }

  /// A gateway's selector has to select a pod.
  private mutating func checkSelector(_ gateway: Gateway, _ workloads: [WorkloadInfo]) {
    guard context.workloads, context.namespaces == nil, !gateway.selector.isEmpty, workloads.isEmpty else { return }
    add(
      "IST0101", .error, gateway.reference, "spec.selector",
      "Referenced selector not found: \"\(Self.words(gateway.selector))\"")
  }

  /// A port that no Service of the gateway's pods leads to gets no requests from outside. Both numbers of a Service's
  /// port count: the proxies listen at the target port, and istiod translates the other one.
  private mutating func checkPorts(_ gateway: Gateway, _ workloads: [WorkloadInfo]) {
    guard context.services, !gateway.selector.isEmpty, !workloads.isEmpty else { return }
    let services = configuration.services.filter { service in
      context.sees(service.id.namespace)
        && workloads.contains { workload in
          workload.id.namespace == service.id.namespace && service.selects(workload.labels)
        }
    }
    guard workloads.contains(where: { context.sees($0.id.namespace) }) else { return }
    let open = Set(services.flatMap(\.ports).flatMap { [$0.number, $0.targetPort] })
    for (index, server) in gateway.servers.enumerated() where server.port > 0 && !open.contains(server.port) {
      add(
        "IST0162", .warning, gateway.reference, "spec.servers[\(index)].port",
        "No Service of the gateway's pods (\(Self.words(gateway.selector))) has port \(server.port), so it cannot be "
          + "reached from outside.")
    }
  }

  /// - Parameter namespaces: of the gateway's pods; empty if they are not known.
  private mutating func checkCredentials(_ gateway: Gateway, _ namespaces: Set<String>) {
    guard let credentials = context.credentials else { return }
    for (index, server) in gateway.servers.enumerated() {
      guard let tls = server.tls, ["SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL"].contains(tls.mode) else { continue }
      for name in tls.credentialNames where !name.contains("://") {
        let found = credentials.values.filter {
          $0.name == name && (namespaces.isEmpty || namespaces.contains($0.namespace))
        }
        let path = "spec.servers[\(index)].tls.credentialName"
        if found.isEmpty {
          guard namespaces.isEmpty ? context.namespaces == nil : namespaces.allSatisfy(context.sees) else { continue }
          add(
            "IST0101", .error, gateway.reference, path,
            "Referenced credentialName not found: \"\(name)\"")
        } else if !found.contains(where: \.isUsable) {
          add(
            "IST0161", .error, gateway.reference, path,
            "The Secret \(name) has no certificate with its key: tls.crt and tls.key, or cert and key.")
        }
      }
    }
  }

  /// Several gateways of the same pods with one certificate: browsers reuse a connection for the hosts of both, and get
  /// 404 for those of the other.
  mutating func checkSharedCertificates() {
    var users: [String: [Gateway]] = [:]
    for gateway in configuration.gateways {
      let sources = (gateway.document["spec"]?["servers"]?.array ?? []).compactMap { Self.certificate($0["tls"]) }
      for source in Set(sources) { users[source, default: []].append(gateway) }
    }
    for (source, gateways) in users where gateways.count > 1 {
      for gateway in gateways {
        let others = gateways.filter { other in
          other.reference != gateway.reference && gateway.selector.allSatisfy { other.selector[$0.key] == $0.value }
        }
        guard !others.isEmpty else { continue }
        let names = ([gateway] + others).map(\.fullName).sorted().joined(separator: ", ")
        add(
          "IST0138", .warning, gateway.reference, "spec.servers",
          "The gateways \(names) of the same pods have the certificate \(source): clients that reuse a connection of "
            + "HTTP/2 get 404 for the hosts of the other.")
      }
    }
  }

  /// What tells a server's certificate from others: the Secret's name, or the files; nil without a certificate.
  private static func certificate(_ tls: JSONValue?) -> String? {
    guard let tls, ["SIMPLE", "MUTUAL", "OPTIONAL_MUTUAL"].contains(tls["mode"]?.string) else { return nil }
    if let name = tls["credentialName"]?.string, !name.isEmpty { return name }
    guard let file = tls["serverCertificate"]?.string, let key = tls["privateKey"]?.string, !file.isEmpty else {
      return nil
    }
    return "\(file) with \(key)"
  }
}
