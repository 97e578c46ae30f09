import MeshModel
import Synchronization
import TrafficConfig

/// The simulated mesh with ports to reach it by.
final class SimulatedDataPlane: DemoDataPlane {
  private let mesh: SimulatedMesh
  private let listeners: DemoPodListeners
  private let gateway: LoopbackServer
  private let shared: LoopbackServer
  private let clock = Mutex<Task<Void, Never>?>(nil)

  /// Opens the ports.
  ///
  /// - Throws: when a port is taken.
  init(mesh: SimulatedMesh, listeners: DemoPodListeners, gatewayPort: Int) async throws {
    self.mesh = mesh
    self.listeners = listeners
    gateway = try await DemoGatewayPort.start(mesh, port: gatewayPort)
    do {
      shared = try await DemoProxyPort.start(mesh)
    } catch {
      await gateway.stop()
      throw error
    }
  }

  func configure(_ configuration: MeshConfiguration) async {
    await mesh.configure(configuration)
    await listeners.follow(configuration, provider: mesh)
  }

  func start() async throws {
    let running = Task { [mesh] in await mesh.run() }
    clock.withLock { $0 = running }
  }

  func stop() async {
    let running = clock.withLock { $0 }
    running?.cancel()
    await running?.value
    await gateway.stop()
    await shared.stop()
    await listeners.stop()
  }

  func gatewayURL(in configuration: MeshConfiguration) -> String? { "http://127.0.0.1:\(gateway.port)" }

  func base(of port: Int, _ pod: PodInfo, in namespace: String) -> String? {
    guard DemoPodListeners.ports.contains(port) else { return nil }
    return listeners.isUsed
      ? "http://\(pod.ip):\(port)" : "http://127.0.0.1:\(shared.port)/\(namespace)/\(pod.name)/\(port)"
  }

  func stats(namespace: String, pod: String, port: Int, path: String, query: String) async -> PodAnswer? {
    await mesh.stats(namespace: namespace, pod: pod, port: port, path: path, query: query)
  }
}
