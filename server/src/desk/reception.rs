//! What a page with the widget on it is told before anything is said (spec 4, 6.3).

use super::routing::{self, Asking};
use super::{Desk, bot, visits};
use crate::error::Error;
use crate::store::{Connection, channels, chatbots, rules};
use domain::channel::{Channel, Texts, WhenNobody};
use domain::country::Country;
use domain::id::{ChannelId, ChatbotId, RuleId};
use domain::rule::{Action, Address, Rules, Verdict, Visit};
use domain::widget_language::WidgetLanguage;
use domain::wire::visitor::{Button, WidgetConfig};
use std::collections::HashMap;
use std::sync::{Arc, Mutex};

/// A page that somebody looks at.
#[derive(Clone, Copy, Debug, Default)]
pub struct Page<'p> {
    /// Its address; empty if the widget did not say.
    pub address: &'p str,
    /// The language tag asked for.
    pub language: &'p str,
    /// Where the visitor is, if it is known.
    pub country: Option<Country>,
    /// What an operator asked him, sealed (spec 8.10).
    pub invitation: Option<&'p str>,
}

/// The rules of channels ready to be asked, so that a page view neither reads nor compiles them again.
#[derive(Debug, Default)]
pub(super) struct ReadyRules {
    known: Mutex<HashMap<ChannelId, (i64, Arc<Rules>)>>,
}

impl ReadyRules {
    /// The rules of a channel as they are in this version of it.
    pub(super) async fn of(
        &self,
        connection: &mut Connection,
        channel: &Channel,
    ) -> Result<Arc<Rules>, Error> {
        let known = self
            .known
            .lock()
            .ok()
            .and_then(|known| known.get(&channel.id).cloned());
        if let Some((version, rules)) = known
            && version == channel.rules_version
        {
            return Ok(rules);
        }
        let ready = Arc::new(Rules::new(rules::of_channel(connection, channel.id).await?));
        if let Ok(mut known) = self.known.lock() {
            known.insert(channel.id, (channel.rules_version, ready.clone()));
        }
        Ok(ready)
    }
}

impl Desk {
    /// What a widget needs before anything is said.
    pub async fn widget_config(
        &self,
        channel: ChannelId,
        page: Page<'_>,
    ) -> Result<WidgetConfig, Error> {
        let mut connection = self.store.read().await?;
        // Read in the same view of the database as all else: what a widget waits for must not be half of a change.
        let channel = channels::by_id(&mut connection, channel)
            .await?
            .ok_or(Error::NotFound)?;
        let rules = self.known.rules.of(&mut connection, &channel).await?;
        let asking = asking(&page);
        let chosen = routing::choose(&mut connection, &channel, asking, self.clock.now()).await?;
        let operator = chosen.map(|(operator, _)| operator);
        let visit = Visit {
            address: Address::of(page.address),
            country: page.country,
            is_operator_available: operator.is_some(),
            usable_chatbots: &usable(&mut connection, &rules).await?,
        };
        let rule = rules.choose(&visit);
        let action = rule.map_or(Action::Show, |rule| rule.action);
        let chatbot = match rule.and_then(|rule| rule.chatbot) {
            Some(chatbot) => bot::welcome(&mut connection, chatbot.id, page.language).await?,
            None => None,
        };
        let has_chatbot = chatbot.is_some();
        // Who answers first is the chatbot; whether somebody stands behind it is nobody's business yet.
        let operator = operator.filter(|_| !has_chatbot);
        let is_answered = !channel.is_archived && (has_chatbot || operator.is_some());
        let takes_messages = !is_answered
            && !channel.is_archived
            && channel.options.when_nobody == WhenNobody::LeaveAMessage;
        let button = match action {
            Action::Hide => Button::Hidden,
            // A bubble that asks for questions, or a window that opens, would promise somebody.
            _ if takes_messages => Button::Shown,
            _ if !is_answered => Button::Hidden,
            Action::Show => Button::Shown,
            Action::ShowWithNotification => Button::Notifies,
            Action::OpenAutomatically { after_seconds } => Button::Opens { after_seconds },
        };
        let language = WidgetLanguage::of_tag(page.language);
        let config = WidgetConfig {
            name: channel.name.clone(),
            button,
            picture: operator.as_ref().and_then(|user| user.picture),
            takes_messages,
            operator: operator.map(|user| user.public_name().to_owned()),
            language: language.tag.to_owned(),
            texts: channel.texts_for(page.language),
            colours: channel.colours,
            chatbot: chatbot.filter(|_| is_answered),
            invitation: None,
        };
        match page.invitation {
            Some(sealed) => {
                self.as_asked(&mut connection, &channel, config, sealed)
                    .await
            }
            None => Ok(config),
        }
    }

    /// The same for who was asked something: by whom, and what, in place of whoever would answer and of the welcome.
    async fn as_asked(
        &self,
        connection: &mut Connection,
        channel: &Channel,
        config: WidgetConfig,
        sealed: &str,
    ) -> Result<WidgetConfig, Error> {
        let Some(invitation) = visits::opened(&self.seal, sealed) else {
            return Ok(config);
        };
        let by = visits::invited_by(connection, channel, &invitation, self.clock.now()).await?;
        let Some(by) = by else {
            return Ok(config);
        };
        Ok(WidgetConfig {
            button: Button::Notifies,
            takes_messages: false,
            operator: Some(by.public_name().to_owned()),
            picture: by.picture,
            texts: Texts {
                notification: invitation.text.clone(),
                welcome: invitation.text,
                ..config.texts
            },
            chatbot: None,
            invitation: Some(sealed.to_owned()),
            ..config
        })
    }

    /// Each rule of a channel in its order, and why it would be chosen or not on such a page (spec 4.10).
    pub(super) async fn verdicts(
        &self,
        connection: &mut Connection,
        channel: &Channel,
        page: Page<'_>,
    ) -> Result<Vec<(RuleId, Verdict)>, Error> {
        let rules = self.known.rules.of(connection, channel).await?;
        let asking = asking(&page);
        let operator = routing::choose(connection, channel, asking, self.clock.now()).await?;
        Ok(rules.explain(&Visit {
            address: Address::of(page.address),
            country: page.country,
            is_operator_available: operator.is_some(),
            usable_chatbots: &usable(connection, &rules).await?,
        }))
    }
}

/// The chatbots that can answer; not looked for where no rule names one.
async fn usable(connection: &mut Connection, rules: &Rules) -> Result<Vec<ChatbotId>, Error> {
    if rules.name_a_chatbot() {
        Ok(chatbots::usable(connection).await?)
    } else {
        Ok(Vec::new())
    }
}

fn asking<'p>(page: &Page<'p>) -> Asking<'p> {
    Asking {
        language: Some(page.language),
        country: page.country,
        ..Asking::default()
    }
}
