import Documents
import Kubernetes
import MeshModel
import TrafficConfig

/// Follows the objects of a mesh and puts them together into inventories.
actor InventoryKeeper {
  /// How long to gather changes before telling of them, at least; longer where telling is costly.
  private static var gathering: Duration { .milliseconds(120) }
  /// How long to wait for the slower lists once the first one is there.
  private static var patience: Duration { .milliseconds(1_500) }

  private let client: KubernetesClient
  /// Nil means all.
  private let namespaces: [String]?
  private let emit: @Sendable (MeshInventory) -> Void

  private var stores = InventoryStores()
  /// Nil while the server has not said which versions of Istio's API it serves.
  private var istioVersions: [String]?
  private var discoveryError: KubernetesError?
  private var emission: Task<Void, Never>?
  /// What follows the namespaces of control planes outside of those that are shown.
  private var roots: [String: Task<Void, Never>] = [:]
  private var isOpen = false
  /// What the last inventory took to make.
  private var cost = Duration.zero

  init(client: KubernetesClient, namespaces: [String]?, emit: @escaping @Sendable (MeshInventory) -> Void) {
    self.client = client
    self.namespaces = namespaces
    self.emit = emit
  }

  /// Follows until the task is cancelled.
  func run() async {
    let discovery = Task { await self.discoverIstio() }
    followRoots(discovery)
    await withTaskGroup(of: Void.self) { group in
      for scope in scopes {
        group.addTask {
          await self.follow(.pods, scope, { PodRecord($0) }) {
            $0.pods[scope] = $1
          } then: {
            await self.followRoots(discovery)
          }
        }
        group.addTask { await self.follow(.services, scope, { ServiceRecord($0) }) { $0.services[scope] = $1 } }
        for kind in [ResourceKind.deployments, .replicaSets, .statefulSets, .daemonSets] {
          let key = InventoryStores.Key(kind: kind.plural, scope: scope)
          group.addTask { await self.follow(kind, scope, { ControllerRecord($0) }) { $0.controllers[key] = $1 } }
        }
        group.addTask { await self.followIstio(scope, discovery) }
      }
      group.addTask { await self.follow(.namespaces, nil, { NamespaceRecord($0) }) { $0.namespaces = $1 } }
      if namespaces == nil {
        group.addTask { await self.followControlPlanes(nil) }
      }
      // A group ends by itself only when all that it follows has ended: when the task was cancelled.
    }
    discovery.cancel()
    for task in roots.values { task.cancel() }
    emission?.cancel()
  }

  private var scopes: [String?] { namespaces.map { $0.map { $0 } } ?? [nil] }

  /// Istio's objects in one namespace or, with nil, in all.
  private func followIstio(_ scope: String?, _ discovery: Task<String?, Never>) async {
    guard let version = await discovery.value else { return }
    let others = [
      ResourceKind.serviceEntries.version(version), .sidecars.version(version), .peerAuthentications,
      .requestAuthentications,
    ]
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await self.follow(.virtualServices.version(version), scope, { VirtualService(document: $0) }) {
          $0.virtualServices[scope] = $1
        }
      }
      group.addTask {
        await self.follow(.destinationRules.version(version), scope, { DestinationRule(document: $0) }) {
          $0.destinationRules[scope] = $1
        }
      }
      group.addTask {
        await self.follow(.gateways.version(version), scope, { Gateway(document: $0) }) { $0.gateways[scope] = $1 }
      }
      for kind in others {
        let key = InventoryStores.Key(kind: kind.plural, scope: scope)
        group.addTask { await self.follow(kind, scope, { $0 }) { $0.others[key] = $1 } }
      }
    }
  }

  /// Follows what counts beyond its namespace: the objects of root namespaces, istiod and ztunnel. Which namespaces these
  /// are, the pods tell; until then it is the usual one.
  private func followRoots(_ discovery: Task<String?, Never>) {
    for root in stores.rootNamespaces where roots[root] == nil {
      roots[root] = Task { await self.followRoot(root, discovery) }
    }
  }

  private func followRoot(_ root: String, _ discovery: Task<String?, Never>) async {
    await withTaskGroup(of: Void.self) { group in
      group.addTask {
        await self.follow(
          .configMaps, root, selector: ListSelector(labels: "istio.io/rev"), { MeshConfigRecord($0) }
        ) {
          $0.meshConfigs[root] = $1
        } then: {
          await self.followRoots(discovery)
        }
      }
      guard let namespaces else { return }
      group.addTask { await self.followControlPlanes(root) }
      guard !namespaces.contains(root) else { return }
      group.addTask { await self.followIstio(root, discovery) }
      group.addTask {
        await self.follow(.pods, root, selector: ListSelector(labels: "app=ztunnel"), { PodRecord($0) }) {
          $0.tunnels[root] = $1
        }
      }
    }
  }

  private func followControlPlanes(_ scope: String?) async {
    await follow(.deployments, scope, selector: ControlPlaneRecord.selector, { ControlPlaneRecord($0) }) {
      $0.controlPlanes[scope] = $1
    }
  }

  /// The best version of Istio's API, asked for until there is an answer; nil without Istio, and when cancelled.
  private func discoverIstio() async -> String? {
    var backoff = Backoff()
    while !Task.isCancelled {
      do throws(KubernetesError) {
        let versions = try await client.discoverIstioVersions()
        istioVersions = versions
        discoveryError = nil
        changed()
        return versions.first
      } catch {
        if error.isCancelled { return nil }
        discoveryError = error
        changed()
      }
      if (try? await Task.sleep(for: backoff.next())) == nil { return nil }
    }
    return nil
  }

  private func follow<Value: Sendable>(
    _ kind: ResourceKind, _ namespace: String?, selector: ListSelector = .all,
    _ decode: @escaping @Sendable (JSONValue) -> Value?,
    _ put: @escaping @Sendable (inout InventoryStores, ResourceStore<Value>) -> Void, then: () async -> Void = {}
  ) async {
    let reflector = Reflector(client: client, kind: kind, namespace: namespace, selector: selector, decode: decode)
    for await store in reflector.updates() {
      put(&stores, store)
      changed()
      await then()
    }
  }

  // MARK: Telling

  /// Tells of the change soon, together with those that come meanwhile.
  private func changed() {
    guard emission == nil else { return }
    let wait = isOpen || isComplete ? max(Self.gathering, cost * 10) : Self.patience
    emission = Task { [weak self] in
      var left = wait
      while left > .zero {
        do { try await Task.sleep(for: .milliseconds(60)) } catch { return }
        left -= .milliseconds(60)
        if await self?.mayOpen ?? true { break }
      }
      await self?.tell()
    }
  }

  /// The first inventory waits for all lists, but goes out as soon as they are there.
  private var mayOpen: Bool { !isOpen && isComplete }

  private var isComplete: Bool { stores.isComplete(scopes: scopes, istio: istioVersions.map { !$0.isEmpty }) }

  private func tell() {
    emission = nil
    // Without the pods, or word why there is none, an inventory would say that the mesh is empty.
    guard isOpen || scopes.allSatisfy({ stores.pods[$0] != nil }) else { return changed() }
    isOpen = true
    cost = ContinuousClock().measure {
      emit(stores.inventory(istioVersions: istioVersions, discoveryError: discoveryError))
    }
  }
}
