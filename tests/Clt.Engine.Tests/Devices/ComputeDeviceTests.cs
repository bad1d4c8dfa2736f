using Clt.Engine.Devices;
using Clt.Engine.Models;
using Clt.Kernels.Devices;
using TorchSharp;

namespace Clt.Engine.Tests.Devices;

public sealed class ComputeDeviceTests
{
    [Theory]
    [InlineData("cpu", DeviceType.CPU, 0)]
    [InlineData("cuda", DeviceType.CUDA, 0)]
    [InlineData("cuda:0", DeviceType.CUDA, 0)]
    [InlineData("cuda:13", DeviceType.CUDA, 13)]
    public void Names_are_read(string name, DeviceType type, int index) =>
        ComputeDevice.Parse(name, "here").ShouldBe(new ComputeDevice(type, index));

    [Theory]
    [InlineData("gpu")]
    [InlineData("cuda:")]
    [InlineData("cuda:-1")]
    [InlineData("cuda:1:2")]
    [InlineData("cuda:99999999999")]
    [InlineData("cpu:0")]
    [InlineData("CPU")]
    [InlineData("")]
    [InlineData(" cpu")]
    public void Other_names_are_refused_with_those_that_are_known(string name)
    {
        var problem = Should.Throw<InputException>(() => ComputeDevice.Parse(name, "--device")).Problems.ShouldHaveSingleItem();
        problem.Where.ShouldBe("--device");
        problem.What.ShouldContain($"'{name}'");
        problem.Mend.ShouldContain("cuda");
    }

    [Fact]
    public void Meta_is_refused_in_a_sentence() =>
        Should.Throw<InputException>(() => ComputeDevice.Parse("meta", "--device")).Message.ShouldContain("no numbers");

    [Fact]
    public void A_GPU_that_is_not_there_is_refused_before_anything_is_made()
    {
        var missing = new ComputeDevice(DeviceType.CUDA, Gpus.Present().Count);
        Should.Throw<InputException>(() => missing.Require("--device")).Message.ShouldContain(missing.ToString());
        Should.Throw<InputException>(() => LanguageModel.Create(TinyModel.Config, 1, device: missing));
    }

    [Theory]
    [InlineData(4, null, "0 1 2 3")]
    [InlineData(4, "", "")]
    [InlineData(4, "2,0", "2 0")]
    [InlineData(4, " 1 , 3", "1 3")]
    [InlineData(4, "1,9,2", "1")]
    [InlineData(2, "GPU-abc,GPU-def", "0 1")]
    [InlineData(4, "-1", "")]
    public void GPUs_have_the_numbers_that_libtorch_gives_them(int count, string? visible, string places) =>
        string.Join(' ', Gpus.Places(count, visible)).ShouldBe(places);
}
