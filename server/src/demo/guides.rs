//! Chatbots of the sample and what visitors answer to them. They are thrown by dice of their own, as tickets and leads are.

use super::{CHANNEL, id, operator_says, visitor_says};
use crate::auth::visitor_token;
use crate::clock::Clock;
use crate::desk::{Desk, Page, TokenHash};
use crate::error::Error;
use domain::channel::{Channel, Draft, Texts};
use domain::chatbot::{Chatbot, ChatbotFile, Names};
use domain::country::Country;
use domain::id::{AnswerId, ConsoleId, LineId};
use domain::rating::Face;
use domain::rule::{OperatorCondition, RuleChatbot, RuleDraft};
use domain::time::{MINUTE_MS, SECOND_MS};
use domain::user::User;
use domain::wire::rating::Rate;
use domain::wire::visitor::{End, FromVisitor, Say, Start};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use uuid::Uuid;

/// The scripts, as *Export* in the editor writes them.
const NIGHT: &str = include_str!("chatbots/night.chatbot.json");
const NIGHT_IN_FRENCH: &str = include_str!("chatbots/nuit.chatbot.json");
const WHOLESALE: &str = include_str!("chatbots/wholesale.chatbot.json");

/// What a visitor does about a chatbot.
struct Walk {
    page: &'static str,
    language: &'static str,
    countries: &'static [&'static str],
    /// What he answers: the words of a button, or his own.
    says: &'static [&'static str],
    /// What an operator says who was found, if one shall be there.
    answered: Option<&'static str>,
}

const AT_NIGHT: [Walk; 7] = [
    Walk {
        page: "/products.html",
        language: "en",
        countries: &["GB", "IE", "US"],
        says: &["Which grinder suits me?", "Filter"],
        answered: None,
    },
    Walk {
        page: "/product.html",
        language: "en",
        countries: &["US", "CA"],
        says: &["Which grinder suits me?", "Espresso"],
        answered: None,
    },
    Walk {
        page: "/contact.html",
        language: "en-GB",
        countries: &["GB", "IE"],
        says: &["Where is my order?", "hannah.pryce@example.com"],
        answered: None,
    },
    Walk {
        page: "/contact.html",
        language: "de",
        countries: &["DE", "AT", "CH"],
        says: &[
            "Something else",
            "Do you repair grinders of other makers?",
            "jonas.weber@example.com",
        ],
        answered: None,
    },
    Walk {
        page: "/contact.html",
        language: "es",
        countries: &["ES", "MX"],
        // He leaves before he has said what it is.
        says: &["Something else"],
        answered: None,
    },
    Walk {
        page: "/fr.html",
        language: "fr",
        countries: &["FR", "BE", "CA"],
        says: &["La livraison"],
        answered: None,
    },
    Walk {
        page: "/fr.html",
        language: "fr-BE",
        countries: &["BE", "LU"],
        says: &[
            "Un retour",
            "Un moulin, la manivelle accroche",
            "elise.durand@example.com",
        ],
        answered: None,
    },
];

const OF_WHOLESALE: [Walk; 4] = [
    Walk {
        page: "/products.html",
        language: "en",
        countries: &["GB", "US", "IE"],
        says: &["A café", "About forty", "orders@harbour-cafe.example.com"],
        answered: Some("From 30 kilos on it is €14 a kilo. Shall I send a list?"),
    },
    Walk {
        page: "/products.html",
        language: "de",
        countries: &["DE", "AT"],
        says: &["An office", "Ten", "einkauf@nordlicht.example.com"],
        answered: Some("Ten kilos come as a monthly box, two roasts of your choice."),
    },
    Walk {
        page: "/product.html",
        language: "it",
        countries: &["IT", "CH"],
        says: &["A café", "15 kg", "ordini@bar-centrale.example.com"],
        answered: None,
    },
    Walk {
        page: "/products.html",
        language: "en",
        countries: &["US", "CA", "GB"],
        says: &["I am just looking"],
        answered: None,
    },
];

/// Who answers before operators do.
pub(super) struct Guides {
    dice: StdRng,
    website: Channel,
    wholesale: Channel,
    bots: Vec<Chatbot>,
}

impl Guides {
    /// Makes the chatbots, the rules that they answer by, and a channel that has its own; all operators join it.
    pub(super) async fn prepare(
        desk: &Desk,
        administrator: &User,
        operators: &[User],
        seed: u64,
    ) -> Result<Self, Error> {
        let draft = Draft {
            name: "Wholesale".to_owned(),
            texts: Texts {
                welcome: "Welcome to the wholesale desk.".to_owned(),
                ..Texts::default()
            },
            ..Draft::default()
        };
        let wholesale = desk.create_channel(administrator, draft).await?;
        for operator in operators {
            desk.join_channel(operator, wholesale.id).await?;
        }
        let website = desk.channel_by_key(CHANNEL).await?;
        let mut guides = Self {
            dice: StdRng::seed_from_u64(seed),
            website,
            wholesale,
            bots: Vec::new(),
        };
        let (website, wholesale) = (guides.website.id, guides.wholesale.id);
        let when_nobody_is_there = OperatorCondition::OnlyIfNoOperator;
        for (file, channel, condition, url_pattern) in [
            (NIGHT_IN_FRENCH, website, when_nobody_is_there, "/fr"),
            (NIGHT, website, when_nobody_is_there, ""),
            (WHOLESALE, wholesale, OperatorCondition::Always, ""),
        ] {
            let bot = open(desk, administrator, file).await?;
            let rule = RuleDraft {
                chatbot: Some(RuleChatbot {
                    id: bot.id,
                    condition,
                }),
                url_pattern: url_pattern.to_owned(),
                ..RuleDraft::default()
            };
            desk.add_rule(administrator, channel, rule).await?;
            guides.bots.push(bot);
        }
        Ok(guides)
    }

    /// The end of a day: perhaps somebody writes to the wholesale desk, later others find the shop closed.
    pub(super) async fn end_of_day(
        &mut self,
        desk: &Desk,
        clock: &Clock,
        operators: &[User],
    ) -> Result<(), Error> {
        if self.dice.random_bool(0.4) {
            let walk = &OF_WHOLESALE[self.dice.random_range(0..OF_WHOLESALE.len())];
            let place = self.dice.random_range(0..operators.len());
            let there = operators.get(place).filter(|_| walk.answered.is_some());
            let channel = self.wholesale.clone();
            self.talk(desk, clock, &channel, walk, there).await?;
        }
        for _ in 0..self.dice.random_range(0..3) {
            clock.advance(self.dice.random_range(10..50) * MINUTE_MS);
            let walk = &AT_NIGHT[self.dice.random_range(0..AT_NIGHT.len())];
            let channel = self.website.clone();
            self.talk(desk, clock, &channel, walk, None).await?;
        }
        Ok(())
    }

    async fn talk(
        &mut self,
        desk: &Desk,
        clock: &Clock,
        channel: &Channel,
        walk: &Walk,
        there: Option<&User>,
    ) -> Result<(), Error> {
        let (console, line) = (ConsoleId(Uuid::new_v4()), LineId(Uuid::new_v4()));
        if let Some(operator) = there {
            desk.console_opened(operator, console, line).await?;
        }
        let country = walk.countries[self.dice.random_range(0..walk.countries.len())];
        let country = Country::parse(country);
        let page = Page {
            address: &format!("https://kettle.example{}", walk.page),
            language: walk.language,
            country,
            invitation: None,
        };
        let config = desk.widget_config(channel.id, page).await?;
        let (Some(bot), Some((first, others))) = (config.chatbot, walk.says.split_first()) else {
            return Ok(());
        };
        let token = TokenHash::of(&visitor_token::mint(&desk.secret(), desk.now()));
        let start = Start {
            chatbot: Some(bot.shown),
            choice: self.choice(first),
            channel: channel.key.clone(),
            client_id: id(),
            text: (*first).to_owned(),
            shown_operator: None,
            page: Some(walk.page.to_owned()),
            language: Some(walk.language.to_owned()),
            time_zone: None,
        };
        let public_id = desk.start(token, start, country).await?.chat.conversation;
        for text in others {
            clock.advance(self.dice.random_range(5..40) * SECOND_MS);
            let say = Say {
                choice: self.choice(text),
                conversation: public_id,
                client_id: id(),
                text: (*text).to_owned(),
            };
            desk.visitor_frame(token, FromVisitor::Say(say)).await?;
        }
        let conversation = desk.visitor_conversation(token, public_id).await?;
        let end = End {
            conversation: public_id,
            client_id: id(),
        };
        if let (Some(operator), Some(answer)) = (there, walk.answered) {
            clock.advance(self.dice.random_range(10..90) * SECOND_MS);
            let answer = operator_says(conversation, answer);
            desk.console_frame(operator, answer).await?;
            clock.advance(self.dice.random_range(10..60) * SECOND_MS);
            let thanks = visitor_says(public_id, "Yes please, thank you!");
            desk.visitor_frame(token, thanks).await?;
            desk.visitor_frame(token, FromVisitor::End(end)).await?;
            let rate = Rate {
                conversation: public_id,
                face: Face::Satisfied,
                comment: String::new(),
            };
            desk.rate(token, rate).await?;
            desk.console_closed(operator, console, line).await?;
        } else if !desk.visitor_snapshot(token, public_id).await?.chat.ended {
            clock.advance(self.dice.random_range(1..4) * MINUTE_MS);
            desk.visitor_frame(token, FromVisitor::End(end)).await?;
        }
        Ok(())
    }

    /// The answer whose button says this, if it is one.
    fn choice(&self, text: &str) -> Option<AnswerId> {
        let steps = self.bots.iter().flat_map(|bot| &bot.script.steps);
        let mut answers = steps.flat_map(|step| step.kind.answers());
        let answer = answers.find(|answer| answer.text == text)?;
        Some(answer.id)
    }
}

async fn open(desk: &Desk, administrator: &User, file: &str) -> Result<Chatbot, Error> {
    let file: ChatbotFile =
        serde_json::from_str(file).map_err(|error| Error::Failed(Box::new(error)))?;
    let form = desk.chatbot_form(administrator, None).await?;
    let names = Names {
        expertises: &form.expertises,
        apps: &form.apps,
    };
    let opened = file.open(names, Uuid::now_v7);
    desk.make_chatbot(administrator, opened.draft).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::chatbot::{Flaw, Lack, check};

    #[test]
    fn the_scripts_can_be_saved_and_nobody_is_stuck_in_them() {
        for file in [NIGHT, NIGHT_IN_FRENCH, WHOLESALE] {
            let file: ChatbotFile = serde_json::from_str(file).unwrap();
            let names = Names {
                expertises: &[],
                apps: &[],
            };
            let opened = file.open(names, Uuid::now_v7);
            // Their teams are made with the sample.
            let mut lacks = opened.lacking.iter().map(|lacking| &lacking.lack);
            assert!(lacks.all(|lack| matches!(lack, Lack::Team(_))));
            let draft = opened.draft.check().unwrap();
            let checked = check(&draft.script);
            assert_eq!(checked.left_out, []);
            // Some end with a message, as Welcome Bot does: there one may begin again.
            let mut flaws = checked.findings.iter().map(|finding| finding.flaw);
            assert!(flaws.all(|flaw| flaw == Flaw::LastWords));
        }
    }
}
