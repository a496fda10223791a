//! Ninety days of conversations before those of the sample, the same each time: what reports have something to tell of.

use super::guides::Guides;
use super::records::Records;
use super::{CHANNEL, id, operator_says, visitor_says};
use crate::auth::visitor_token;
use crate::clock::Clock;
use crate::desk::{Desk, TokenHash};
use crate::error::Error;
use domain::country::Country;
use domain::id::{ConsoleId, LineId, TagId};
use domain::rating::Face;
use domain::time::{DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS, Timestamp};
use domain::user::User;
use domain::wire::rating::Rate;
use domain::wire::visitor::{End, FromVisitor, Start};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::collections::BTreeMap;
use uuid::Uuid;

/// How far back they reach, in days.
pub(super) const DAYS: i64 = 90;
/// The days that the sample's own conversations are of.
const DAYS_OF_THE_SAMPLE: i64 = 3;
/// Any number: with the same one the same is said.
const SEED: u64 = 7;

/// When a day's work begins, after midnight of UTC.
const OPENS_AT_MS: i64 = 7 * HOUR_MS;
/// When it is over, from its beginning.
const CLOSES_AFTER_MS: i64 = 15 * HOUR_MS;
/// Which day of a week that begins with Monday the first of 1970 was.
const THURSDAY: i64 = 3;
const SATURDAY: i64 = 5;

/// What is asked again and again.
struct Topic {
    language: &'static str,
    /// Where people ask it.
    countries: [&'static str; 3],
    page: &'static str,
    asked: &'static str,
    answered: [&'static str; 2],
    thanks: &'static str,
    /// What is written where it was not answered well.
    complaint: &'static str,
    /// What operators say it is about.
    tag: &'static str,
}

const TOPICS: [Topic; 8] = [
    Topic {
        language: "en",
        countries: ["GB", "IE", "US"],
        page: "/products.html",
        asked: "How long does shipping take?",
        answered: [
            "Two to four working days.",
            "You get a tracking link by e-mail.",
        ],
        thanks: "Great, thanks",
        complaint: "I had to wait too long.",
        tag: "Shipping",
    },
    Topic {
        language: "en",
        countries: ["US", "CA", "GB"],
        page: "/product.html",
        asked: "Which grind do you recommend for a French press?",
        answered: [
            "Coarse: 26 to 28 on the Mole.",
            "Pour at 94 degrees and wait four minutes.",
        ],
        thanks: "I will try that",
        complaint: "The answer did not help me.",
        tag: "Brewing",
    },
    Topic {
        language: "en-GB",
        countries: ["GB", "GB", "IE"],
        page: "/contact.html",
        asked: "My order arrived with a dent. What can I do?",
        answered: [
            "Sorry about that! A picture is enough, we send another one.",
            "It leaves today.",
        ],
        thanks: "That was quick",
        complaint: "Nobody told me when it comes.",
        tag: "Damage",
    },
    Topic {
        language: "fr",
        countries: ["FR", "BE", "CA"],
        page: "/fr.html",
        asked: "Bonjour, livrez-vous en point relais ?",
        answered: [
            "Bonjour ! Oui, dès 30 €.",
            "Le choix se fait à la dernière étape.",
        ],
        thanks: "Parfait, merci",
        complaint: "Réponse trop lente.",
        tag: "Shipping",
    },
    Topic {
        language: "fr-BE",
        countries: ["BE", "FR", "LU"],
        page: "/fr.html",
        asked: "Puis-je rendre un moulin déjà utilisé ?",
        answered: [
            "Oui, pendant trente jours.",
            "L’étiquette de retour est dans le carton.",
        ],
        thanks: "Très bien",
        complaint: "Je n’ai pas compris la réponse.",
        tag: "Returns",
    },
    Topic {
        language: "de",
        countries: ["DE", "AT", "CH"],
        page: "/product.html",
        asked: "Passt der Filter auch auf die alte Kanne?",
        answered: ["Ja, auf alle seit 2019.", "Bei älteren hilft der Adapter."],
        thanks: "Danke, das hilft",
        complaint: "Zu lange gewartet.",
        tag: "Spare parts",
    },
    Topic {
        language: "de-AT",
        countries: ["AT", "DE", "CH"],
        page: "/contact.html",
        asked: "Kann ich auf Rechnung bestellen?",
        answered: [
            "Ab der zweiten Bestellung gern.",
            "Die Rechnung kommt per E-Mail.",
        ],
        thanks: "Alles klar",
        complaint: "Das stand anders auf der Seite.",
        tag: "Payment",
    },
    Topic {
        language: "es",
        countries: ["ES", "MX", "AR"],
        page: "/products.html",
        asked: "¿Hacen envíos a Canarias?",
        answered: ["Sí, en cinco días.", "El envío cuesta 9 €."],
        thanks: "Muchas gracias",
        complaint: "No me contestaron a tiempo.",
        tag: "Shipping",
    },
];

/// Plays them, up to where the sample's own begin; the first of the operators is an administrator.
pub(super) async fn play(
    desk: &Desk,
    clock: &Clock,
    operators: &[User],
    now: Timestamp,
) -> Result<(), Error> {
    let Some(administrator) = operators.first() else {
        return Ok(());
    };
    let mut dice = StdRng::seed_from_u64(SEED);
    let mut records = Records::prepare(desk, administrator, SEED + 1, now).await?;
    let mut guides = Guides::prepare(desk, administrator, operators, SEED + 2).await?;
    let mut tags = BTreeMap::new();
    for topic in &TOPICS {
        if !tags.contains_key(topic.tag) {
            let made = desk.make_tag(administrator, topic.tag, None).await?;
            tags.insert(topic.tag, made.id);
        }
    }
    for day in (DAYS_OF_THE_SAMPLE + 1..=DAYS).rev() {
        let date = now.plus(-day * DAY_MS).0.div_euclid(DAY_MS);
        let begins = Timestamp(date * DAY_MS + OPENS_AT_MS);
        // Fewer write at weekends, and more from month to month.
        let is_weekend = (date + THURSDAY).rem_euclid(7) >= SATURDAY;
        let most = if is_weekend { 2 } else { 5 - day / 40 };
        let count = dice.random_range(1..=most);
        let mut times: Vec<i64> = (0..count)
            .map(|_| dice.random_range(0..CLOSES_AFTER_MS - HOUR_MS))
            .collect();
        times.sort_unstable();
        for time in times {
            let pause = begins.plus(time).since(clock.now());
            clock.advance(pause.max(MINUTE_MS));
            talk(desk, clock, operators, &tags, &mut dice, &mut records).await?;
        }
        let pause = begins.plus(CLOSES_AFTER_MS).since(clock.now());
        clock.advance(pause.max(MINUTE_MS));
        guides.end_of_day(desk, clock, operators).await?;
    }
    Ok(())
}

async fn talk(
    desk: &Desk,
    clock: &Clock,
    operators: &[User],
    tags: &BTreeMap<&'static str, TagId>,
    dice: &mut StdRng,
    records: &mut Records,
) -> Result<(), Error> {
    let topic = &TOPICS[dice.random_range(0..TOPICS.len())];
    let place = dice.random_range(0..operators.len());
    let (Some(operator), Some(other)) = (
        operators.get(place),
        operators.get((place + 1) % operators.len()),
    ) else {
        return Ok(());
    };
    let country = topic.countries[dice.random_range(0..topic.countries.len())];
    let (console, line) = (ConsoleId(Uuid::new_v4()), LineId(Uuid::new_v4()));
    desk.console_opened(operator, console, line).await?;
    let token = TokenHash::of(&visitor_token::mint(&desk.secret(), desk.now()));
    let start = Start {
        chatbot: None,
        choice: None,
        channel: CHANNEL.to_owned(),
        client_id: id(),
        text: topic.asked.to_owned(),
        shown_operator: Some(operator.public_name().to_owned()),
        page: Some(topic.page.to_owned()),
        language: Some(topic.language.to_owned()),
        time_zone: None,
    };
    let started = desk.start(token, start, Country::parse(country)).await?;
    let public_id = started.chat.conversation;
    let conversation = desk.visitor_conversation(token, public_id).await?;
    // One in nine waits for nothing; one in eight needs a second operator.
    if !dice.random_bool(0.11) {
        clock.advance(dice.random_range(8..150) * SECOND_MS);
        let [first, second] = topic.answered;
        desk.console_frame(operator, operator_says(conversation, first))
            .await?;
        let who = if dice.random_bool(0.12) {
            other
        } else {
            operator
        };
        clock.advance(dice.random_range(20..240) * SECOND_MS);
        desk.console_frame(who, operator_says(conversation, second))
            .await?;
        clock.advance(dice.random_range(10..90) * SECOND_MS);
        desk.visitor_frame(token, visitor_says(public_id, topic.thanks))
            .await?;
        // Not everybody takes the time to say what it was about.
        if let Some(tag) = tags.get(topic.tag)
            && dice.random_bool(0.7)
        {
            desk.tag(operator, conversation, *tag).await?;
        }
        records
            .perhaps_make(desk, operator, conversation, topic.tag)
            .await?;
    }
    clock.advance(dice.random_range(5..200) * SECOND_MS);
    let end = End {
        conversation: public_id,
        client_id: id(),
    };
    desk.visitor_frame(token, FromVisitor::End(end)).await?;
    if dice.random_bool(0.45) {
        let (face, comment) = match dice.random_range(0..100 - 4 * place) {
            0..8 => (Face::Dissatisfied, topic.complaint),
            8..22 => (Face::Okay, ""),
            _ => (Face::Satisfied, ""),
        };
        let rate = Rate {
            conversation: public_id,
            face,
            comment: comment.to_owned(),
        };
        desk.rate(token, rate).await?;
    }
    desk.console_closed(operator, console, line).await
}
