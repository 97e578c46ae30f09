extension CredentialSource {
  /// What to show with a request.
  ///
  /// - Throws: `noCredentials` where a plugin has none, and `cancelled`.
  func grant(for request: RequestSummary) async throws(KubernetesError) -> Grant {
    do throws(Failure) {
      return try await grant()
    } catch {
      throw error.during(request)
    }
  }
}

extension CredentialSource.Failure {
  /// The failure of the request that the credentials were for.
  func during(_ request: RequestSummary) -> KubernetesError {
    switch self {
    case .plugin(let failure): KubernetesError(.noCredentials(failure.text), request: request)
    case .cancelled: KubernetesError(.cancelled, request: request)
    }
  }
}
