import NIOHTTP1

/// What an application does about a request.
enum AppPlan: Sendable {
  /// Answers at once, without work.
  case reply(APIReply)
  /// Works as its behaviour says, with these calls, then writes the response of an outcome that is no error. The
  /// headers are for the calls, in place of what would be passed on.
  case work(stages: [CallStage], headers: HTTPHeaders = [:], render: @Sendable (AppOutcome) -> APIReply)
}
