import MeshModel
import Texts

extension ChangeRefusal {
  /// That a service is not there, with the one that may be meant, or those that are there.
  public static func noService(_ id: ServiceID, in configuration: MeshConfiguration) -> ChangeRefusal {
    let lead = tr("There is no service \(id).")
    let here = configuration.services.map(\.id).filter { $0.namespace == id.namespace }
    let elsewhere = configuration.services.map(\.id).filter { $0.name == id.name }
    let near = NearNames.of(id.name, among: here.map(\.name)).map { "\($0).\(id.namespace)" }
    let meant = near.isEmpty ? elsewhere.prefix(3).map(\.description) : near
    if !meant.isEmpty {
      return ChangeRefusal(.unknownService, lead + " " + tr("Did you mean \(meant.joined(separator: ", "))?"))
    }
    if here.isEmpty {
      return ChangeRefusal(
        .unknownService,
        lead + " " + tr("None is known in namespace \(id.namespace): say NAME.NAMESPACE, or the namespace with -n."))
    }
    let names = here.map(\.name).sorted()
    let list = names.prefix(8).joined(separator: ", ") + (names.count > 8 ? ", …" : "")
    return ChangeRefusal(.unknownService, lead + " " + tr("Known in namespace \(id.namespace): \(list)."))
  }
}
