//! Visitors in great number who all talk to a chatbot at once, beside as many who write plain messages.

use super::script::{WORDS, choice, script};
use crate::client::http::{Credential, Http};
use crate::client::sign_in::sign_in;
use crate::client::{console, start};
use crate::database::rows;
use crate::failure::Outcome;
use crate::load::population::{self, Started};
use crate::load::rate::{self, Plan, message};
use crate::report::note;
use crate::server_process::Porchlight;
use crate::time::new_client_id;
use domain::chatbot::{Chatbot, ChatbotDraft};
use domain::id::PublicConversationId;
use domain::rule::{OperatorCondition, Rule, RuleChatbot, RuleDraft};
use domain::wire::visitor::{Say, ShownBot, Start};
use serde_json::json;
use std::time::Duration;
use uuid::Uuid;

/// After how long each was acknowledged.
pub(super) struct Walked {
    /// Steps of the chatbot's script, with what the chatbot said to them.
    pub(super) steps: Vec<Duration>,
    /// Plain messages.
    pub(super) messages: Vec<Duration>,
}

/// A server with a chatbot, and who looks after it.
pub(super) struct Shop {
    /// The server.
    pub(super) server: Porchlight,
    /// Who signs in where the chatbot is edited.
    pub(super) administrator: String,
    /// The chatbot.
    pub(super) chatbot: Chatbot,
    operator: String,
}

impl Shop {
    /// Starts one, with a rule by which the chatbot may answer.
    pub(super) async fn open(mut server: Porchlight) -> Outcome<Self> {
        let operator = server.add_operator("Mara")?;
        let administrator = server.add_administrator("Ines")?;
        server.start().await?;
        let cookie = sign_in(server.address(), &administrator).await?;
        let who = Credential::Cookie(&cookie);
        let mut http = Http::connect(server.address()).await?;
        let draft = ChatbotDraft {
            name: "Guide".to_owned(),
            script: script(),
        };
        let made = json!({ "draft": draft });
        let chatbot: Chatbot = http.post(who, "/api/chatbots/make", &made).await?.json()?;
        let draft = RuleDraft {
            chatbot: Some(RuleChatbot {
                id: chatbot.id,
                condition: OperatorCondition::Always,
            }),
            ..RuleDraft::default()
        };
        let mut database = server.database().open().await?;
        let channels = rows!(&mut database, (Uuid,), "select id from channels")?;
        let (channel,) = channels.first().ok_or("there is no channel")?;
        let rule = json!({ "channel": channel, "before": null, "draft": draft });
        let _rule: Rule = http
            .post(who, "/api/channels/rules/save", &rule)
            .await?
            .json()?;
        Ok(Self {
            server,
            administrator,
            chatbot,
            operator,
        })
    }

    /// Everybody writes, at the same rate here and there.
    pub(super) async fn walk(&self, plan: Plan) -> Outcome<Walked> {
        let address = self.server.address();
        let console = console::open(address, &self.operator).await?.drain();
        let console = tokio::spawn(console);
        let visitors = usize::try_from(plan.senders)?;
        note(&format!("{visitors} visitors with nobody but operators"));
        let begun = population::begin(address, visitors).await?;
        let messages = self.say(&begun, plan, message).await?;
        note(&format!("{visitors} visitors with a chatbot"));
        let begun = population::begin_with(address, visitors, || self.first_choice()).await?;
        let steps = self.say(&begun, plan, next_step).await?;
        console.abort();
        Ok(Walked { steps, messages })
    }

    async fn say(
        &self,
        begun: &[Started],
        plan: Plan,
        say: fn(PublicConversationId, usize) -> Say,
    ) -> Outcome<Vec<Duration>> {
        let connected = population::connect(&[self.server.address()], begun).await?;
        let (times, _visitors) = rate::saying(connected, plan, say).await?;
        Ok(times)
    }

    /// Whether the chatbot has answered each of so many steps: what it did not do, it did quickly.
    pub(super) async fn check(&self, steps: usize) -> Outcome<()> {
        let mut database = self.server.database().open().await?;
        let moves = rows!(
            &mut database,
            (i64,),
            "select count(*) from journal where happening like '{\"bot_moved\"%'"
        )?;
        let begun = rows!(
            &mut database,
            (i64,),
            "select count(*) from conversations where bot is not null"
        )?;
        let count = |rows: Vec<(i64,)>| rows.first().map_or(0, |(count,)| *count);
        let (moves, expected) = (count(moves), i64::try_from(steps)? + count(begun));
        if moves == expected {
            return Ok(());
        }
        Err(format!("the chatbot went on {moves} times, not {expected}").into())
    }

    fn first_choice(&self) -> Start {
        Start {
            chatbot: Some(ShownBot {
                id: self.chatbot.id,
                version: self.chatbot.version,
            }),
            choice: choice(0),
            ..start::first_words(new_client_id(), "That one")
        }
    }
}

/// What a visitor says after his first choice and so many things more.
fn next_step(conversation: PublicConversationId, said: usize) -> Say {
    Say {
        conversation,
        client_id: new_client_id(),
        text: WORDS.to_owned(),
        choice: u128::try_from(said).ok().and_then(|said| choice(said + 1)),
    }
}
