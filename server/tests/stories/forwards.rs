//! Who is found where a chatbot looks for somebody (spec 9.8).

use crate::chatbots::{answers_everywhere, as_it_is, begins, chooses, guide, texts};
use crate::mails::administrator;
use crate::stories;
use crate::world::World;
use domain::chatbot::{Kind, Place};
use domain::rule::OperatorCondition;
use domain::user::Preferences;

stories! {
    async fn of_several_who_are_there_who_knows_what_is_asked_for_is_found(world: &World) {
        let chief = administrator(world).await;
        let billing = world.desk().add_expertise(&chief, "Billing").await.unwrap()[0].id;
        let mut steps = guide();
        let prices = steps[1].kind.answers()[0].id;
        steps[2].kind = Kind::Forward { expertises: vec![billing] };
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        // Of many, chance alone would seldom choose her.
        for name in ["Ben", "Cem", "Dan", "Eve", "Fay"] {
            world.operator(name).await;
        }
        let zoe = world.operator("Zoe").await;
        let preferences = Preferences { expertises: vec![billing], ..Preferences::default() };
        world.desk().save_preferences(&zoe, "Zoe", preferences).await.unwrap();
        for _ in 0..3 {
            let visitor = begins(world, "Prices", Some(prices)).await;
            assert!(as_it_is(world, &zoe, visitor).await.has_operator(zoe.id));
        }
        // Where she is not there, anybody is better than nobody.
        let channel = world.channel().await;
        world.desk().leave_channel(&zoe, channel).await.unwrap();
        let visitor = begins(world, "Prices", Some(prices)).await;
        let conversation = as_it_is(world, &chief, visitor).await;
        assert_eq!(conversation.bot.as_ref().unwrap().run.place, Place::Forwarded);
        assert!(!conversation.has_operator(zoe.id));
    }

    async fn who_leaves_at_the_moment_of_a_forward_has_the_conversation_or_the_bot_goes_on(world: &World) {
        let chief = administrator(world).await;
        let steps = guide();
        let prices = steps[1].kind.answers()[0].id;
        let asks = Place::Waits(steps[3].id);
        answers_everywhere(world, &chief, steps, OperatorCondition::Always).await;
        let ben = world.operator("Ben").await;
        let channel = world.channel().await;
        let elsewhere = world.nodes().last().unwrap();
        for _ in 0..5 {
            world.desk().join_channel(&ben, channel).await.unwrap();
            let visitor = begins(world, "hello", None).await;
            let (chosen, left) = tokio::join!(chooses(world, visitor, prices), elsewhere.leave_channel(&ben, channel));
            chosen.unwrap();
            left.unwrap();
            let conversation = as_it_is(world, &chief, visitor).await;
            let place = conversation.bot.as_ref().unwrap().run.place;
            let is_his = conversation.has_operator(ben.id);
            assert_eq!(place, if is_his { Place::Forwarded } else { asks });
            let last = texts(world, &chief, visitor).await.pop().unwrap();
            assert_eq!(last, if is_his { "Here is somebody." } else { "Where may we write?" });
        }
    }
}
