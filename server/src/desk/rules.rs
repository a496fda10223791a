//! Rules: where and how the button of a channel shows (spec 4).

use super::reception::Page;
use super::{Desk, allow};
use crate::error::Error;
use crate::store::{Connection, channels, chatbots, rules};
use domain::id::{ChannelId, RuleId};
use domain::limit;
use domain::permission::Deed;
use domain::problem::Fault;
use domain::rule::{Rule, RuleDraft, Verdict};
use domain::user::User;
use futures::future::BoxFuture;
use uuid::Uuid;

impl Desk {
    /// Adds a rule after those of the channel.
    pub async fn add_rule(
        &self,
        user: &User,
        channel: ChannelId,
        draft: RuleDraft,
    ) -> Result<Rule, Error> {
        allow(user, Deed::ManageChannels)?;
        let rule = rule(RuleId(Uuid::now_v7()), draft)?;
        let added = rule.clone();
        self.change_rules(channel, move |database| {
            Box::pin(async move {
                if rules::of_channel(database, channel).await?.len() >= limit::RULES {
                    let limit = limit::RULES;
                    return Err(Error::invalid("url_pattern", Fault::TooMany { limit }));
                }
                know_chatbot(database, &added).await?;
                rules::add(database, channel, &added).await?;
                Ok(())
            })
        })
        .await?;
        Ok(rule)
    }

    /// Stores what a form says of a rule that was like `before` when the form was filled in.
    ///
    /// # Errors
    /// [`Error::Conflict`] if somebody else has changed it meanwhile, [`Error::NotFound`] if somebody has deleted it.
    pub async fn save_rule(
        &self,
        user: &User,
        channel: ChannelId,
        before: Rule,
        draft: RuleDraft,
    ) -> Result<Rule, Error> {
        allow(user, Deed::ManageChannels)?;
        let rule = rule(before.id, draft)?;
        let saved = rule.clone();
        self.change_rules(channel, move |database| {
            Box::pin(async move {
                let rules = rules::of_channel(database, channel).await?;
                let now = rules.iter().find(|rule| rule.id == before.id);
                if *now.ok_or(Error::NotFound)? != before {
                    return Err(Error::Conflict);
                }
                know_chatbot(database, &saved).await?;
                rules::save(database, channel, &saved).await?;
                Ok(())
            })
        })
        .await?;
        Ok(rule)
    }

    /// What is wrong with a rule; nothing is stored.
    pub async fn check_rule(&self, user: &User, draft: RuleDraft) -> Result<(), Error> {
        allow(user, Deed::ManageChannels)?;
        // An expression that is costly to compile must not hold up those who talk.
        let checked = tokio::task::spawn_blocking(move || draft.check().map(drop)).await;
        let checked = checked.map_err(|error| Error::Failed(Box::new(error)))?;
        checked.map_err(Error::Invalid)
    }

    /// Removes a rule; one that is gone already is fine.
    pub async fn remove_rule(
        &self,
        user: &User,
        channel: ChannelId,
        id: RuleId,
    ) -> Result<(), Error> {
        allow(user, Deed::ManageChannels)?;
        self.change_rules(channel, move |database| {
            Box::pin(async move {
                rules::remove(database, channel, id).await?;
                Ok(())
            })
        })
        .await
    }

    /// Puts the rules of a channel into another order; those that are not named come after the others, as they were.
    pub async fn order_rules(
        &self,
        user: &User,
        channel: ChannelId,
        order: Vec<RuleId>,
    ) -> Result<(), Error> {
        allow(user, Deed::ManageChannels)?;
        self.change_rules(channel, move |database| {
            Box::pin(async move {
                let mut ids: Vec<RuleId> = rules::of_channel(database, channel)
                    .await?
                    .into_iter()
                    .map(|rule| rule.id)
                    .collect();
                // A stable sort keeps the rest in their order.
                ids.sort_by_key(|id| {
                    let place = order.iter().position(|named| named == id);
                    place.unwrap_or(usize::MAX)
                });
                for (id, place) in ids.into_iter().zip(1i64..) {
                    rules::put(database, channel, id, place).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// Each rule of a channel in its order, and why it would be chosen or not on such a page (spec 4.10).
    pub async fn test_rules(
        &self,
        user: &User,
        channel: ChannelId,
        page: Page<'_>,
    ) -> Result<Vec<(RuleId, Verdict)>, Error> {
        allow(user, Deed::ManageChannels)?;
        let mut connection = self.store.read().await?;
        let channel = channels::by_id(&mut connection, channel)
            .await?
            .ok_or(Error::NotFound)?;
        self.verdicts(&mut connection, &channel, page).await
    }

    async fn change_rules<F>(&self, channel: ChannelId, change: F) -> Result<(), Error>
    where
        F: for<'c> FnOnce(&'c mut Connection) -> BoxFuture<'c, Result<(), Error>> + Send + 'static,
    {
        self.change_channel(channel, move |database, _| {
            Box::pin(async move {
                change(database).await?;
                channels::count_rules_up(database, channel).await?;
                Ok(())
            })
        })
        .await
    }
}

/// A rule cannot name a chatbot that somebody has deleted meanwhile.
async fn know_chatbot(database: &mut Connection, rule: &Rule) -> Result<(), Error> {
    if let Some(chatbot) = rule.chatbot
        && chatbots::by_id(database, chatbot.id).await?.is_none()
    {
        return Err(Error::invalid("chatbot", Fault::Unknown));
    }
    Ok(())
}

fn rule(id: RuleId, draft: RuleDraft) -> Result<Rule, Error> {
    let draft = draft.check().map_err(Error::Invalid)?;
    Ok(Rule {
        id,
        action: draft.action,
        chatbot: draft.chatbot,
        url_pattern: draft.url_pattern,
        countries: draft.countries,
    })
}
