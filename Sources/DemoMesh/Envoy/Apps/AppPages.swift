/// The pages of an application.
protocol AppPages: Sendable {
  /// What to do about a request.
  ///
  /// - Parameters:
  ///   - stages: the calls of the workload's behaviour.
  ///   - server: the pod that answers.
  func plan(for request: APIRequest, stages: [CallStage], server: AppServer) -> AppPlan
}
