import Cells
import MeshModel
import Testing
import TrafficConfig

@testable import Dashboard

@Suite("Larger graphs") struct LargeGraphTests {
  private func stage(_ mesh: LayeredMesh, size: Size, namespaces: [String]? = ["default"]) -> Stage {
    var stage = Stage(size: size, context: DashboardContext(name: "prod-eu", namespaces: namespaces), bookinfo: nil)
    stage.send(.connection(.connected))
    stage.send(.mesh(MeshView(snapshot: mesh.snapshot(), configuration: MeshConfiguration())))
    stage.send(.tick(mesh.timestamp + 2))
    return stage
  }

  @Test(
    "get smaller cards, then lines, then are panned",
    arguments: [
      (10, Size(width: 120, height: 40)), (20, Size(width: 120, height: 40)), (40, Size(width: 200, height: 60)),
      (20, Size(width: 80, height: 24)),
    ])
  func golden(services: Int, size: Size) throws {
    let stage = stage(LayeredMesh(services: services), size: size)
    try Golden.check(stage, "mesh\(services)")
  }

  @Test("several namespaces name themselves")
  func namespaces() throws {
    let stage = stage(
      LayeredMesh(services: 9, namespaces: ["shop", "pay"]), size: Size(width: 120, height: 40), namespaces: nil)
    try Golden.check(stage, "namespaces")
  }
}
