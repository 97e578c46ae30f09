import MeshModel
import TrafficConfig

extension MeshEngine {
  /// Takes over a configuration: pods start and stop at once, while each proxy hears of it after a moment.
  ///
  /// - Complexity: O(services × pods of a namespace + proxies).
  func configure(_ configuration: MeshConfiguration) {
    let started = updatePods(configuration)
    let services = makeServices(configuration)
    let next = MeshGeneration(
      number: generation.number + 1, configuration: configuration, services: services,
      entry: GatewayEntry(topology: topology, configuration: configuration))
    publish(next)
    // In the order of names: the hash order of a dictionary differs from run to run.
    for pod in pods.values.sorted(by: { ($0.workload, $0.name) < ($1.workload, $1.name) }) {
      guard let proxy = pod.proxy else { continue }
      let delay =
        options.propagation.lowerBound
        + (options.propagation.upperBound - options.propagation.lowerBound) * random.unit()
      proxy.announce(next, at: now + delay, now: now)
    }
    for (pod, identity) in started {
      let store = MetricStore(own: identity, registry: registry)
      pod.proxy = SimulatedProxy(store: store, generation: next, now: now)
    }
  }

  /// Starts the pods that are new and stops those that are gone.
  ///
  /// - Returns: the new pods that need a proxy.
  private func updatePods(_ configuration: MeshConfiguration) -> [(SimulatedPod, WorkloadIdentity)] {
    var kept: [String: SimulatedPod] = [:]
    var started: [(SimulatedPod, WorkloadIdentity)] = []
    gatewayPods = []
    for workload in configuration.workloads {
      for info in workload.pods {
        let key = "\(workload.id.namespace)/\(info.name)"
        let pod: SimulatedPod
        if let known = pods[key], known.address == info.ip, !known.isGone {
          // Labels may change under a running proxy, which goes on under the identity that it started with.
          pod = known
          pod.labels = info.labels
        } else {
          let identity = WorkloadIdentity(workload, podLabels: info.labels)
          pod = SimulatedPod(
            info: info, workload: workload.id, identity: registry.number(of: identity),
            behaviour: behaviours[workload.id] ?? WorkloadBehaviour())
          if info.hasProxy { started.append((pod, identity)) }
        }
        pod.isReady = info.isReady
        kept[key] = pod
        if info.isReady, isGateway(pod) { gatewayPods.append(pod) }
      }
    }
    let stopped = pods.filter { kept[$0.key] !== $0.value }.sorted { $0.key < $1.key }
    pods = kept
    for (_, pod) in stopped { stop(pod) }
    return started
  }

  /// Stops a pod: it takes no more connections, and what it works on is drained or breaks off.
  private func stop(_ pod: SimulatedPod) {
    pod.isGone = true
    for request in pod.inFlight where random.chance(options.abruptness) { request.breakOff() }
    for connection in pod.proxy?.connections.values.map(\.self) ?? [] where !connection.server.isGone {
      connection.serverStore?.recordTCP(connection.serverKey, closed: 1)
    }
  }

  private func makeServices(_ configuration: MeshConfiguration) -> [String: MeshService] {
    var podsByNamespace: [String: [SimulatedPod]] = [:]
    for workload in configuration.workloads {
      for info in workload.pods {
        guard let pod = pods["\(workload.id.namespace)/\(info.name)"], pod.isReady else { continue }
        podsByNamespace[workload.id.namespace, default: []].append(pod)
      }
    }
    var services: [String: MeshService] = [:]
    for info in configuration.services {
      services[info.id.host(domain: configuration.domain)] = MeshService(
        info: info, number: registry.number(of: DestinationService(info.id)),
        endpoints: (podsByNamespace[info.id.namespace] ?? []).filter { info.selects($0.labels) })
    }
    return services
  }

  /// Changes what the application of a workload does, in the pods that run and in those to come.
  func setBehaviour(_ behaviour: WorkloadBehaviour, of workload: WorkloadID) {
    behaviours[workload] = behaviour
    for pod in pods.values where pod.workload == workload { pod.behaviour = behaviour }
  }
}
