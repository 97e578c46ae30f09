import Documents
import MeshModel
import Testing
import TrafficConfig

@testable import DemoMesh

/// Bookinfo as tests translate it: each workload's pods at 127.0.1.x, in the order of the topology.
struct TranslatedMesh {
  var topology = MeshTopology.bookinfo()
  var workloads: [WorkloadInfo]
  var services: [ServiceInfo]
  var objects: [JSONValue]
  var options: EnvoyTranslationOptions
  var externalHosts: [String] = []

  /// - Parameter objects: YAML documents.
  init(_ objects: String = "", entries: Bool = false) throws {
    self.objects = objects.isEmpty ? [] : try YAMLText.parseAll(objects)
    workloads = topology.workloadsWithPods().enumerated().map { index, workload in
      var workload = workload
      workload.pods[0].ip = "127.0.1.\(index + 1)"
      workload.pods[0].name = "\(workload.id.name)-abc"
      return workload
    }
    services = topology.allServices.map(\.info)
    options = EnvoyTranslationOptions(entries: entries ? topology.entries : [])
  }

  var configuration: MeshConfiguration {
    func all<Object: IstioObject>(_: Object.Type) -> [Object] {
      objects.filter { $0["kind"]?.string == Object.kind }.map(Object.init)
    }
    return MeshConfiguration(
      virtualServices: all(VirtualService.self), destinationRules: all(DestinationRule.self),
      gateways: all(Gateway.self), services: services, workloads: workloads, externalHosts: externalHosts)
  }

  /// The proxy of a workload's first pod.
  func node(_ workload: String) throws -> EnvoyNode {
    let info = try #require(workloads.first { $0.id.name == workload })
    let role: EnvoyNode.Role = info.id == options.gateway.workload.id ? .gateway : .sidecar
    return EnvoyNode(role: role, workload: info, pod: try #require(info.pods.first))
  }

  func resources(_ workload: String = "productpage-v1") throws -> EnvoyResources {
    EnvoyTranslator(configuration: configuration, options: options).resources(for: try node(workload))
  }

  // MARK: Parts

  func cluster(_ name: String, of workload: String = "productpage-v1") throws -> JSONValue {
    try #require(
      try resources(workload).clusters.first { $0["name"]?.string == name }, "there is no cluster \(name)")
  }

  /// The cluster of a service of Bookinfo, or of a subset.
  func cluster(of service: String, subset: String = "") throws -> JSONValue {
    try cluster("outbound|9080|\(subset)|\(service).default.svc.cluster.local")
  }

  /// The routes of a service's virtual host in the product page's proxy.
  func routes(_ host: String, of workload: String = "productpage-v1") throws -> [JSONValue] {
    let name = "\(host).default.svc.cluster.local:9080"
    return try #require(try virtualHost(name, of: workload)["routes"]?.array)
  }

  func virtualHost(_ name: String, of workload: String) throws -> JSONValue {
    let hosts = try resources(workload).routes.flatMap { $0["virtual_hosts"]?.array ?? [] }
    return try #require(hosts.first { $0["name"]?.string == name }, "there is no virtual host \(name)")
  }

  func listener(_ name: String, of workload: String) throws -> JSONValue {
    try #require(
      try resources(workload).listeners.first { $0["name"]?.string == name }, "there is no listener \(name)")
  }
}
