// Any operator of libtorch, found by name and called through its schema. Arguments that are left out take the schema's
// defaults, so that one call serves every libtorch version, whatever parameters were added at a signature's end.
#include <ATen/core/dispatch/Dispatcher.h>

#include <string>
#include <vector>

#include "error.h"
#include "value.h"

namespace {

using clt::Tag;
using clt::Value;

[[noreturn]] void wrong(const c10::Argument& argument) {
    TORCH_CHECK(false, "argument '", argument.name(), "' of type ", argument.type()->str(), " got a value of another kind");
}

template <typename Element, typename Source>
c10::IValue list_of(const Value& value, Source source) {
    c10::List<Element> list;
    list.reserve(value.length);
    for (int32_t i = 0; i < value.length; ++i) list.push_back(source(i));
    return list;
}

c10::IValue to_list(const Value& value, const c10::Argument& argument, const c10::TypePtr& element) {
    auto* tensors = static_cast<at::Tensor* const*>(value.pointer);
    switch (value.tag) {
        case Tag::Int:  // `dim: int[1]` takes a bare number as well
            return c10::List<int64_t>({value.integer});
        case Tag::IntList:
            return list_of<int64_t>(value, [&](int32_t i) { return static_cast<const int64_t*>(value.pointer)[i]; });
        case Tag::DoubleList:
            return list_of<double>(value, [&](int32_t i) { return static_cast<const double*>(value.pointer)[i]; });
        case Tag::TensorList:
            if (element->kind() == c10::TypeKind::OptionalType) {
                return list_of<clt::optional<at::Tensor>>(value, [&](int32_t i) {
                    return tensors[i] ? clt::optional<at::Tensor>(*tensors[i]) : clt::nullopt;
                });
            }
            return list_of<at::Tensor>(value, [&](int32_t i) { return clt::from_handle(tensors[i]); });
        default:
            wrong(argument);
    }
}

c10::IValue to_ivalue(const Value& value, const c10::Argument& argument) {
    const c10::Type* type = argument.type().get();
    if (auto* optional = type->castRaw<c10::OptionalType>()) {
        if (value.tag == Tag::None) return {};
        type = optional->getElementType().get();
    }
    if (auto* list = type->castRaw<c10::ListType>()) return to_list(value, argument, list->getElementType());
    switch (value.tag) {
        case Tag::Tensor:
            return clt::from_handle(static_cast<at::Tensor*>(value.pointer));
        case Tag::Int:
            if (type->kind() == c10::TypeKind::FloatType) return static_cast<double>(value.integer);
            return value.integer;
        case Tag::Double:
            return value.real;
        case Tag::Bool:
            return value.integer != 0;
        case Tag::String:
            return std::string(static_cast<const char*>(value.pointer));
        case Tag::Generator:
            return value.pointer ? c10::IValue(*static_cast<at::Generator*>(value.pointer)) : c10::IValue();
        case Tag::Device:
            return c10::Device(static_cast<c10::DeviceType>(value.integer >> 32), static_cast<c10::DeviceIndex>(value.integer & 0xff));
        case Tag::None:
            return type->kind() == c10::TypeKind::TensorType ? c10::IValue(at::Tensor()) : c10::IValue();
        default:
            wrong(argument);
    }
}

// A list of tensors is handed out in this thread's buffer, valid until the thread's next call.
thread_local std::vector<at::Tensor*> handed_out;

Value to_value(const c10::IValue& result) {
    Value value{Tag::None, 0, {0}};
    if (result.isTensor()) {
        value.tag = Tag::Tensor;
        value.pointer = clt::to_handle(result.toTensor());
    } else if (result.isTensorList()) {
        handed_out.clear();
        for (const at::Tensor& tensor : result.toTensorVector()) handed_out.push_back(clt::to_handle(tensor));
        value = {Tag::TensorList, static_cast<int32_t>(handed_out.size()), {0}};
        value.pointer = handed_out.data();
    } else if (result.isBool()) {
        value.tag = Tag::Bool;
        value.integer = result.toBool();
    } else if (result.isInt()) {
        value.tag = Tag::Int;
        value.integer = result.toInt();
    } else if (result.isDouble()) {
        value.tag = Tag::Double;
        value.real = result.toDouble();
    }
    return value;
}

}  // namespace

// The operator `aten::name.overload`, or null where this libtorch has none. The handle lives as long as the process.
CLT_API const c10::OperatorHandle* clt_op_find(const char* name, const char* overload) {
    return clt::guarded(static_cast<const c10::OperatorHandle*>(nullptr), [&] {
        auto found = c10::Dispatcher::singleton().findSchema({name, overload});
        TORCH_CHECK(found, "this libtorch has no operator ", name, ".", overload);
        return static_cast<const c10::OperatorHandle*>(new c10::OperatorHandle(*found));
    });
}

// Calls `op`; writes its first `capacity` results and returns how many there are, or -1 after an error.
CLT_API int32_t clt_op_call(const c10::OperatorHandle* op, const Value* arguments, int32_t count, Value* results, int32_t capacity) {
    return clt::guarded(-1, [&] {
        const auto& schema = op->schema();
        const auto& parameters = schema.arguments();
        TORCH_CHECK(count <= static_cast<int32_t>(parameters.size()), schema.name(), " takes ", parameters.size(), " arguments, not ", count);
        c10::Stack stack;
        stack.reserve(parameters.size());
        for (size_t i = 0; i < parameters.size(); ++i) {
            if (static_cast<int32_t>(i) < count && arguments[i].tag != Tag::Default) {
                stack.push_back(to_ivalue(arguments[i], parameters[i]));
            } else {
                TORCH_CHECK(parameters[i].default_value(), schema.name(), " needs its argument '", parameters[i].name(), "'");
                stack.push_back(*parameters[i].default_value());
            }
        }
        op->callBoxed(stack);
        int32_t given = std::min<int32_t>(capacity, stack.size());
        for (int32_t i = 0; i < given; ++i) results[i] = to_value(stack[i]);
        return given;
    });
}
