//! What the decisions about a visitor cost the processor, and how that grows with the number of those they are about.

mod crowd;

use crate::cost::cost_ms;
use crate::failure::Outcome;
use crate::report::{Figure, Report, note};
use crowd::Crowd;
use domain::country::Country;
use domain::id::RuleId;
use domain::rule::{Action, Address, Rule, Rules, Visit};
use std::hint::black_box;
use uuid::Uuid;

/// A decision may cost this much processor time.
const BAR_MS: f64 = 1.0;
/// The crowd that the bar is for.
const OPERATORS: u32 = 1_000;
/// The crowds that show how the cost grows.
const GROWTH: [u32; 5] = [250, 500, 1_000, 2_000, 4_000];
/// An operator of the largest crowd may cost this much more than one of the smallest: what does not fit into the
/// processor's cache any more is slower, and no growth of the work.
const GROWTH_BAR: f64 = 2.0;
/// Rules of the channel that the bar is for.
const RULES: u32 = 1_000;

/// Takes the measurement.
pub(crate) fn run() -> Outcome<Report> {
    let mut report = Report::new("routing");
    choices(&mut report)?;
    rules(&mut report)?;
    Ok(report)
}

/// One choice of an operator, with the counting of all open conversations.
fn choices(report: &mut Report) -> Outcome<()> {
    let mut per_operator = Vec::new();
    for operators in GROWTH {
        note(&format!("{operators} operators"));
        let crowd = Crowd::new(operators)?;
        let cost = cost_ms(|tie| drop(black_box(crowd.choose(tie))))?;
        let conversations = crowd.conversations();
        let name = format!("choice, {operators} operators, {conversations} conversations");
        report.add(match operators {
            OPERATORS => Figure::at_most(name, cost, "ms", BAR_MS),
            _ => Figure::reported(name, cost, "ms"),
        });
        per_operator.push(cost / f64::from(operators));
    }
    if let [smallest, .., largest] = per_operator.as_slice() {
        report.add(Figure::at_most(
            "cost of an operator, largest crowd to smallest",
            largest / smallest,
            "times",
            GROWTH_BAR,
        ));
    }
    Ok(())
}

/// One decision over many rules, of which the last fits, and what it costs to make them ready after a change.
fn rules(report: &mut Report) -> Outcome<()> {
    note(&format!("{RULES} rules"));
    let rules: Vec<Rule> = (0..RULES).map(rule).collect();
    let ready = Rules::new(rules.clone());
    let address = format!(
        "https://shop.example/en/shelf-{}/kettle?size=2#top",
        RULES - 1
    );
    let visit = Visit {
        address: Address::of(&address),
        country: Country::parse("BE"),
        is_operator_available: true,
        usable_chatbots: &[],
    };
    let last = rules.last().map(|rule| rule.id);
    if ready.choose(&visit).map(|rule| rule.id) != last {
        return Err("the last rule was to be chosen".into());
    }
    let cost = cost_ms(|_| {
        black_box(ready.choose(black_box(&visit)));
    })?;
    report.add(Figure::at_most(
        format!("decision over {RULES} rules"),
        cost,
        "ms",
        BAR_MS,
    ));
    let made = cost_ms(|_| drop(black_box(Rules::new(rules.clone()))))?;
    report.add(Figure::reported(
        format!("{RULES} rules made ready"),
        made,
        "ms",
    ));
    Ok(())
}

fn rule(number: u32) -> Rule {
    Rule {
        id: RuleId(Uuid::from_u128(number.into())),
        action: Action::Show,
        chatbot: None,
        url_pattern: format!("^/(en|fr)/shelf-{number}/[a-z]+"),
        countries: Vec::new(),
    }
}
