extension OrderMapping {
  /// What a mapping file says, for the help of a command line; see ``OrderMapping`` for every key.
  public static let guide = """
    A mapping is a JSON object; unknown keys are refused:
      source          who numbers the orders, such as the name of the till
                      (required)
      file            delimiter (",", or whitespace), encoding (utf-8,
                      windows-1252, iso-8859-1), header (true, false, or a list of
                      names), quotes (true)
      order           columns: rows that agree in them are one order (each row is
                      one, if absent); service (takeout, dine_in); channel
                      (counter, phone, web, app, kiosk, partner);
                      incomplete: when rows of an order are refused, record the
                      others, or refuse them
      time            columns, format (dd/MM/yyyy HH:mm), zone (Europe/London);
                      time_of_day, for days only (12:00);
                      skipped: what daylight saving skips (refuse, later); repeated
                      (first, second, refuse);
                      or for a file without times: start (2012-01-02T11:00),
                      every_seconds, zone
      item            column or constant; section: of the menu, for items that it
                      lacks ("Imported")
      quantity        column (1, if absent)
      price           column, means (unit_price, line_total), currency (GBP),
                      symbol, decimal_separator, group_separator
      declared_lines  column: how many rows the order says it has; others are a
                      warning
      modifiers       column, syntax (nested_list: [Salsa, [Rice, Beans]]; flat:
                      Rice; Beans), separator,
                      none: texts that mean no options; groups: names of the
                      choices
      customer        column or constant; text that is no cus_... becomes a
                      pseudonym
      venue           column or constant: name or ven_...; set_up: a venue as in a
                      venue file, set up if absent
    """
}
