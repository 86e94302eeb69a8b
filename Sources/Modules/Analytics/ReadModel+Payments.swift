import Vocabulary

// MARK: Payments

extension Analytics {
  mutating func pay(_ payment: PaidAmount) {
    change(payment.method, at: payment.venue, on: payment.serviceDate) { figures in
      figures.payments &+= 1
      figures.amount &+= payment.amount.amount.minorUnits
      figures.tips &+= payment.tip.minorUnits
    }
  }

  mutating func giveBack(_ refund: RefundedAmount) {
    change(refund.method, at: refund.venue, on: refund.serviceDate) { figures in
      figures.refunds &+= 1
      figures.refunded &+= refund.amount.amount.minorUnits
      figures.tipsRefunded &+= refund.tip.minorUnits
    }
  }

  private mutating func change(
    _ method: PaymentMethod, at id: VenueID, on date: ServiceDate, _ body: (inout MethodPayments) -> Void
  ) {
    let venue = venueIndex(id)
    let day = venues[venue].payments.place(of: date, [])
    if let place = venues[venue].payments[day].firstIndex(where: { $0.method == method }) {
      body(&venues[venue].payments[day][place])
    } else {
      var figures = MethodPayments(method: method)
      body(&figures)
      venues[venue].payments[day].append(figures)
    }
  }
}
