import Kubernetes

/// A poll of a plain URL.
enum DirectPoll {
  static func run(
    _ url: String, client: DirectClient, _ request: PollRequest, into fold: PollFold
  ) async throws(PollFailure) -> PollFold {
    do throws(KubernetesError) {
      return try await client.get(
        url, deadline: .milliseconds(Int64(request.deadline * 1_000)), maxBytes: request.maxBytes, into: fold
      ) { fold, chunk in _ = fold.consume(chunk) }.value
    } catch {
      throw PollFailure(error)
    }
  }
}
