//! *Welcome Bot*, a starting point that comes with the product (spec 9.12).

use super::{Answer, Kind, Script, Step};
use crate::id::{AnswerId, StepId};
use uuid::Uuid;

/// What it is called.
pub const WELCOME_BOT: &str = "Welcome Bot";

/// Welcome Bot's script; `id` makes the id of each step and answer.
pub fn welcome_bot(mut id: impl FnMut() -> Uuid) -> Script {
    let mut answer = |text: &str, link: Option<&str>| Answer {
        id: AnswerId(id()),
        text: text.to_owned(),
        link: link.map(str::to_owned),
    };
    let pricing = answer("I have a pricing question", None);
    let documentation = answer("I am looking for your documentation", Some("/"));
    let looking = answer("I am just looking around", None);
    let (asks_prices, reads, looks) = (vec![pricing.id], vec![documentation.id], vec![looking.id]);
    let question = Kind::Question {
        answers: vec![pricing, documentation, looking],
    };
    let forward = Kind::Forward {
        expertises: Vec::new(),
    };
    let steps = [
        (
            "Welcome! I am here to show you around.",
            Kind::Text,
            Vec::new(),
        ),
        ("What are you looking for?", question, Vec::new()),
        (
            "Hmmm, let me check if I can find someone that could help you with that...",
            Kind::Text,
            asks_prices.clone(),
        ),
        (
            "Good news, somebody is there for you.",
            forward,
            asks_prices.clone(),
        ),
        (
            "Sorry, nobody is available right now. Leave your e-mail address, and we will come back to you as soon as we can.",
            Kind::Email,
            asks_prices.clone(),
        ),
        (
            "Thank you, you should hear from us very soon!",
            Kind::Text,
            asks_prices,
        ),
        (
            "You find it here. Write to us if a question stays open.",
            Kind::Text,
            reads,
        ),
        (
            "Please do not hesitate to contact us if you change your mind.",
            Kind::Text,
            looks,
        ),
    ];
    let steps = steps.into_iter().map(|(message, kind, only_if)| Step {
        id: StepId(id()),
        message: message.to_owned(),
        kind,
        only_if,
    });
    Script::from(steps.collect::<Vec<_>>())
}
