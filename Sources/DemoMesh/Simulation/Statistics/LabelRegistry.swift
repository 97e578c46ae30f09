/// Numbers for the identities and services that label the series of all proxies of a mesh, so that a series' key is a
/// few bytes.
final class LabelRegistry {
  private(set) var identities: [WorkloadIdentity] = []
  private(set) var services: [DestinationService] = []
  private var identityNumbers: [WorkloadIdentity: Int32] = [:]
  private var serviceNumbers: [DestinationService: Int32] = [:]

  func number(of identity: WorkloadIdentity) -> Int32 {
    if let number = identityNumbers[identity] { return number }
    let number = Int32(identities.count)
    identities.append(identity)
    identityNumbers[identity] = number
    return number
  }

  func number(of service: DestinationService) -> Int32 {
    if let number = serviceNumbers[service] { return number }
    let number = Int32(services.count)
    services.append(service)
    serviceNumbers[service] = number
    return number
  }
}
