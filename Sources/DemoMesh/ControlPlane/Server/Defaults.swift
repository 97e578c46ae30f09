import Documents
import FoundationEssentials

/// What the API server fills in where an object says nothing.
enum Defaults {
  /// - Parameter old: the live object of an update, for values that are given once.
  static func fill(_ document: inout JSONValue, type: ResourceType, names: NameSource, old: JSONValue? = nil) {
    switch type.kind {
    case "Namespace": namespace(&document)
    case "Service": service(&document, names, old)
    case "Pod": pod(&document, path: ["spec"])
    case "Deployment": deployment(&document)
    case "ReplicaSet":
      set(&document, ["spec", "replicas"], 1)
      pod(&document, path: ["spec", "template", "spec"])
    case "Secret": secret(&document)
    default: break
    }
  }

  private static func set(_ document: inout JSONValue, _ path: JSONPath, _ value: JSONValue) {
    if document[path] == nil { document[path] = value }
  }

  private static func namespace(_ document: inout JSONValue) {
    document[["metadata", "labels", "kubernetes.io/metadata.name"]] = .string(document.objectName)
    set(&document, ["spec", "finalizers"], ["kubernetes"])
    set(&document, ["status", "phase"], "Active")
  }

  private static func deployment(_ document: inout JSONValue) {
    set(&document, ["spec", "replicas"], 1)
    set(&document, ["spec", "strategy", "type"], "RollingUpdate")
    if document.value("spec", "strategy", "type")?.string == "RollingUpdate" {
      set(&document, ["spec", "strategy", "rollingUpdate", "maxUnavailable"], "25%")
      set(&document, ["spec", "strategy", "rollingUpdate", "maxSurge"], "25%")
    }
    set(&document, ["spec", "revisionHistoryLimit"], 10)
    set(&document, ["spec", "progressDeadlineSeconds"], 600)
    pod(&document, path: ["spec", "template", "spec"])
  }

  private static func pod(_ document: inout JSONValue, path: JSONPath) {
    guard var spec = document[path], spec.object != nil else { return }
    for (key, value) in [
      ("restartPolicy", "Always"), ("dnsPolicy", "ClusterFirst"), ("schedulerName", "default-scheduler"),
    ] {
      set(&spec, [.key(key)], .string(value))
    }
    set(&spec, ["terminationGracePeriodSeconds"], 30)
    set(&spec, ["securityContext"], [:])
    if let account = spec["serviceAccountName"] { set(&spec, ["serviceAccount"], account) }
    for list in ["initContainers", "containers"] {
      guard var containers = spec[list]?.array else { continue }
      for index in containers.indices { container(&containers[index]) }
      spec[list] = .array(containers)
    }
    document[path] = spec
  }

  private static func container(_ container: inout JSONValue) {
    guard container.object != nil else { return }
    let image = container["image"]?.string ?? ""
    let name = image.split(separator: "/").last.map(String.init) ?? ""
    let isLatest = !name.contains(":") || name.hasSuffix(":latest")
    set(&container, ["imagePullPolicy"], isLatest && !image.contains("@") ? "Always" : "IfNotPresent")
    set(&container, ["terminationMessagePath"], "/dev/termination-log")
    set(&container, ["terminationMessagePolicy"], "File")
    set(&container, ["resources"], [:])
    guard var ports = container["ports"]?.array else { return }
    for index in ports.indices { set(&ports[index], ["protocol"], "TCP") }
    container["ports"] = .array(ports)
  }

  private static func service(_ document: inout JSONValue, _ names: NameSource, _ old: JSONValue?) {
    set(&document, ["spec", "type"], "ClusterIP")
    set(&document, ["spec", "sessionAffinity"], "None")
    let type = document.value("spec", "type")?.string ?? ""
    guard type != "ExternalName" else { return }
    if document.value("spec", "clusterIP") == nil {
      let number = names.next()
      document[["spec", "clusterIP"]] =
        old?.value("spec", "clusterIP") ?? .string("10.96.\(number % 256).\(number / 256 % 254 + 1)")
    }
    let address = document.value("spec", "clusterIP") ?? "None"
    set(&document, ["spec", "clusterIPs"], .array([address]))
    set(&document, ["spec", "ipFamilies"], ["IPv4"])
    set(&document, ["spec", "ipFamilyPolicy"], "SingleStack")
    set(&document, ["spec", "internalTrafficPolicy"], "Cluster")
    if type != "ClusterIP" { set(&document, ["spec", "externalTrafficPolicy"], "Cluster") }
    guard var ports = document.value("spec", "ports")?.array else { return }
    for index in ports.indices {
      set(&ports[index], ["protocol"], "TCP")
      if let port = ports[index]["port"] { set(&ports[index], ["targetPort"], port) }
      guard type != "ClusterIP", ports[index]["nodePort"] == nil else { continue }
      let known = old?.value("spec", "ports")?.array?.first { $0["port"] == ports[index]["port"] }?["nodePort"]
      ports[index]["nodePort"] = known ?? JSONValue(30000 + Int(names.next() % 2768))
    }
    document[["spec", "ports"]] = .array(ports)
  }

  private static func secret(_ document: inout JSONValue) {
    set(&document, ["type"], "Opaque")
    guard let texts = document["stringData"]?.stringMap else { return }
    for (key, text) in texts.sorted(by: { $0.key < $1.key }) {
      document[["data", .key(key)]] = .string(Data(text.utf8).base64EncodedString())
    }
    document["stringData"] = nil
  }
}
