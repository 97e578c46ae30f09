import TrafficConfig

/// One kind of change as a form: which fields it has, given the mesh and what was entered, and what it plans.
protocol Wizard: Sendable {
  init(_ facts: WizardFacts)

  /// The fields as they should stand there now, with what counts in the mesh.
  ///
  /// - Parameter answers: only what was entered.
  func fields(_ answers: FormAnswers) -> [FormField]

  /// The change that the form asks for.
  func plan(_ answers: FormAnswers) throws(ChangeRefusal) -> ChangePlan

  /// The canary that the form asks for, of which the plan is the first step; nil for a change that is made at once.
  func canary(_ answers: FormAnswers) throws(ChangeRefusal) -> Canary?

  /// How things stand, beside the form.
  var status: [TextLine] { get }
}

extension Wizard {
  func canary(_ answers: FormAnswers) throws(ChangeRefusal) -> Canary? { nil }

  var status: [TextLine] { [] }
}

extension WizardKind {
  /// The form of the kind; nil for those with a screen of their own.
  var form: (any Wizard.Type)? {
    switch self {
    case .weights, .routing: nil
    case .canary: CanaryWizard.self
    case .fault: FaultWizard.self
    case .timeout: TimeoutWizard.self
    case .retries: RetryWizard.self
    case .mirror: MirrorWizard.self
    case .policy: PolicyWizard.self
    case .gateway: GatewayWizard.self
    case .site: SiteWizard.self
    case .redirect: RedirectWizard.self
    case .rewrite: RewriteWizard.self
    case .headers: HeaderWizard.self
    case .cors: CORSWizard.self
    case .answer: AnswerWizard.self
    case .reset: ResetWizard.self
    }
  }
}
